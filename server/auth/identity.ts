/** Who calls: a person, another application's person, a key, or whoever has a pairing link. What each may do is decided here. */
import type { Scope } from '../../contract/keys.ts';
import type { Role } from '../../contract/words.ts';

export interface Identity {
  kind: 'user' | 'key' | 'link';
  /** A key acts as the person who made it; a link as nobody. */
  userId: string;
  name: string;
  role: Role;
  /** A key's scopes; null for people, whose role decides alone. */
  scopes: ReadonlySet<Scope> | null;
  /** The user's token generation: a bump revokes every token issued before. */
  gen: number;
  /** The one session that a pairing link is for. */
  sessionId?: string;
  /** Of the key, the link, or the login that the token came from; left out: it is not ended by itself. */
  credentialId?: string;
  /** When the credential ends, ms on the token's own clock; null: never by itself. */
  expiresAt: number | null;
}

interface Owned {
  id?: string;
  ownerId: string | null;
}

const holds = (who: Identity, scope: Scope) => who.scopes === null || who.scopes.has(scope);
const reaches = (who: Identity, session: Owned) => {
  if (who.kind === 'link') return session.id === who.sessionId;
  return who.role === 'admin' || who.role === 'viewer' || session.ownerId === who.userId;
};

/** May see the session's state at all; someone else's session looks like one that does not exist. */
export const maySee = (who: Identity, session: Owned) => holds(who, 'sessions:read') && reaches(who, session);
/** May see QR images and pairing codes. */
export const maySeeCodes = (who: Identity, session: Owned) =>
  maySee(who, session) && who.role !== 'viewer' && holds(who, 'sessions:qr');
/** May connect, disconnect, log out. */
export const mayAct = (who: Identity, session: Owned) =>
  maySee(who, session) && who.role !== 'viewer' && who.kind !== 'link' && holds(who, 'sessions:act');
/** May create, change settings, sync, transfer, delete. */
export const mayManage = (who: Identity) => who.role === 'admin' && holds(who, 'sessions:manage');
/** Sees every session without asking for each: admins and viewers do, operators see their own. */
export const seesAll = (who: Identity) => who.role !== 'operator';
