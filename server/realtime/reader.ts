/** One connected socket: who it is, what it asked for, and how far it lags behind. */
import type { SessionRow } from '../../db/session-row.ts';
import { maySee, type Identity } from '../auth/identity.ts';
import type { Known } from '../sessions/known.ts';
import type { Backlog } from './backlog.ts';
import type { Changes } from './changed.ts';
import {
  codesRoom,
  everybodyRoom,
  fidelityOf,
  linkRoom,
  listRoomFor,
  roomFor,
  sessionRoom,
  type Fidelity,
} from './rooms.ts';
import type { LiveSocket } from './socket.ts';

/** What a reader that lags has to be told when it drains: ids only, never payloads. */
export interface Behind {
  changed: Map<string, Changes>;
  removed: Map<string, number>;
}

export interface Reader {
  socket: LiveSocket;
  who: Identity;
  /** What it subscribed to by id; whether it may see it is asked anew each time. */
  ids: Set<string>;
  /** Subscribed to "all" that it may see. */
  list: boolean;
  backlog: Backlog;
  /** Null while it keeps up and sits in its rooms. */
  behind: Behind | null;
  /** What is left of its snapshots, in the order in which they were asked for. */
  pages: { ids: string[] }[];
}

/** How much of the session this reader may be shown now. */
export const shownTo = (reader: Reader, session: { id: string; ownerId: string | null }): Fidelity =>
  fidelityOf(reader.who, session, reader.ids.has(session.id));

/** Whether this reader's subscriptions cover the session, and it may see it. */
export const follows = (reader: Reader, session: { id: string; ownerId: string | null }) =>
  (reader.list || reader.ids.has(session.id)) && maySee(reader.who, session);

/** Sits the reader where its rights put it, for one session that it subscribed to by id. */
export function place(reader: Reader, session: { id: string; ownerId: string | null }): void {
  if (reader.behind) return;
  const room = reader.ids.has(session.id) ? roomFor(reader.who, session) : null;
  for (const one of [codesRoom(session.id), sessionRoom(session.id), linkRoom(session.id)]) {
    if (one === room) void reader.socket.join(one);
    else if (reader.socket.rooms.has(one)) void reader.socket.leave(one);
  }
}

/** Sits the reader in all its rooms, after it caught up or its rights changed. */
export function placeEverywhere(reader: Reader, known: Known): void {
  leaveRooms(reader);
  if (reader.behind) return;
  if (reader.who.kind !== 'link') void reader.socket.join(everybodyRoom);
  if (reader.list) void reader.socket.join(listRoomFor(reader.who));
  for (const id of reader.ids) {
    const row = known.get(id);
    if (row) place(reader, row);
  }
}

export function leaveRooms(reader: Reader): void {
  for (const room of [...reader.socket.rooms]) {
    if (room !== reader.socket.id) void reader.socket.leave(room);
  }
}

/** The ids of all sessions that this person may see. */
export function visibleIds(who: Identity, known: Known): string[] {
  const ids: string[] = [];
  for (const row of known.all() as Iterable<SessionRow>) if (maySee(who, row)) ids.push(row.id);
  return ids;
}
