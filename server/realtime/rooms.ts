/** The rooms a socket can be in. A socket gets each version once, from the best room it is in. */
import { maySee, maySeeCodes, seesAll, type Identity } from '../auth/identity.ts';

/** Subscribed by id, and may see QR images and pairing codes. */
export const codesRoom = (sessionId: string) => `session:${sessionId}:qr`;
/** Subscribed by id, codes blank. */
export const sessionRoom = (sessionId: string) => `session:${sessionId}`;
/** Those who came with a pairing link. */
export const linkRoom = (sessionId: string) => `session:${sessionId}:link`;
/** Lists of those who see every session. */
export const allRoom = 'all';
/** Lists of those who see their own. */
export const ownerRoom = (ownerId: string) => `owner:${ownerId}`;
/** Everybody who keeps up: what concerns no single session goes here. */
export const everybodyRoom = 'everybody';

interface Owned {
  id: string;
  ownerId: string | null;
}

/** How much of a session's state is shown: with its code, without, or as a pairing link's holder sees it. */
export type Fidelity = 'codes' | 'plain' | 'link';

export function fidelityOf(who: Identity, session: Owned, byId: boolean): Fidelity {
  if (who.kind === 'link') return 'link';
  return byId && maySeeCodes(who, session) ? 'codes' : 'plain';
}

/** The room of someone who subscribed to this session by id; null: may not see it. */
export function roomFor(who: Identity, session: Owned): string | null {
  if (who.kind === 'link') return maySee(who, session) ? linkRoom(session.id) : null;
  if (maySeeCodes(who, session)) return codesRoom(session.id);
  return maySee(who, session) ? sessionRoom(session.id) : null;
}

export const listRoomFor = (who: Identity) => (seesAll(who) ? allRoom : ownerRoom(who.userId));

/** The rooms whose sockets see this session's state without codes. */
export const plainRooms = (session: Owned) => [
  sessionRoom(session.id),
  allRoom,
  ...(session.ownerId === null ? [] : [ownerRoom(session.ownerId)]),
];
