/** `subscribe` and `unsubscribe`: authorise, register the viewer, sit in the room, and only then read the snapshot. */
import type { z } from 'zod';
import {
  snapshotPage,
  SubscribePayload,
  UnsubscribePayload,
  type Refusal,
  type SubscribeAck,
} from '../../contract/socket.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { maySee } from '../auth/identity.ts';
import type { Clock } from '../clock.ts';
import type { Known } from '../sessions/known.ts';
import type { Viewers } from '../sessions/viewers.ts';
import type { Publisher } from './publish.ts';
import { place, shownTo, visibleIds, type Reader } from './reader.ts';
import type { Readers } from './readers.ts';
import { listRoomFor } from './rooms.ts';
import type { Tail } from './tail.ts';

export interface SubscribeDeps {
  known: Known;
  clock: Clock;
  viewers: Pick<Viewers, 'lookMany' | 'leave'>;
  tail: Pick<Tail, 'offer'>;
  /** Committed rows, for ids that this node does not know yet. */
  byIds(ids: string[]): Promise<SessionRow[]>;
  publisher: Publisher;
  readers: Readers;
}

/** Sessions that one socket may subscribe to by id, in all its calls. */
const maxIds = 10_000;

const refuse = (reason: Refusal['reason'], error: string): Refusal => ({ ok: false, reason, error });
const badPayload = (error: z.ZodError) =>
  refuse('invalid_body', error.issues[0]?.message ?? 'The payload is not as documented');

export async function subscribe(
  reader: Reader,
  payload: unknown,
  ack: (answer: SubscribeAck | Refusal) => void,
  deps: SubscribeDeps,
): Promise<void> {
  const parsed = SubscribePayload.safeParse(payload);
  if (!parsed.success) return ack(badPayload(parsed.error));
  const { sessions } = parsed.data;
  if (sessions === 'all') return subscribeAll(reader, ack, deps);
  const ids = [...new Set(sessions)];
  const added = ids.filter((id) => !reader.ids.has(id)).length;
  if (reader.ids.size + added > maxIds) {
    return ack(refuse('too_many', `At most ${maxIds} sessions can be subscribed to by id`));
  }
  await subscribeIds(reader, ids, ack, deps);
}

function subscribeAll(
  reader: Reader,
  ack: (answer: SubscribeAck | Refusal) => void,
  deps: SubscribeDeps,
): void {
  const { who } = reader;
  if (who.scopes !== null && !who.scopes.has('sessions:read')) {
    return ack(refuse('forbidden', 'This key may not read sessions'));
  }
  reader.list = true;
  if (!reader.behind) void reader.socket.join(listRoomFor(who));
  answer(reader, visibleIds(who, deps.known), [], ack, deps);
}

async function subscribeIds(
  reader: Reader,
  ids: string[],
  ack: (answer: SubscribeAck | Refusal) => void,
  deps: SubscribeDeps,
): Promise<void> {
  const { known, viewers } = deps;
  // Made a moment ago on another node: the hint may still be under way.
  const unknown = ids.filter((id) => !known.get(id));
  if (unknown.length > 0) deps.tail.offer(await deps.byIds(unknown));
  const visible = (id: string) => {
    const row = known.get(id);
    return row !== undefined && maySee(reader.who, row);
  };
  const asked = ids.filter(visible);
  const { userId, name } = reader.who;
  await viewers.lookMany(asked, { id: reader.socket.id, userId, name });
  if (!reader.socket.connected) return viewers.leave(reader.socket.id);
  // Rights may have moved while the viewer was written.
  const granted = asked.filter(visible);
  const deniedSince = asked.filter((id) => !visible(id));
  if (deniedSince.length > 0) await viewers.leave(reader.socket.id, deniedSince);
  for (const id of granted) {
    reader.ids.add(id);
    const row = known.get(id);
    if (row) place(reader, row);
  }
  const denied = new Set(granted);
  answer(
    reader,
    granted,
    ids.filter((id) => !denied.has(id)),
    ack,
    deps,
  );
  for (const id of granted) deps.publisher.presenceTo(reader.socket, id);
}

/** The snapshot is read here, after the room was joined: what moves from now on arrives by itself. */
function answer(
  reader: Reader,
  ids: string[],
  denied: string[],
  ack: (answer: SubscribeAck) => void,
  deps: SubscribeDeps,
): void {
  const { known, publisher, clock } = deps;
  const rest = ids.slice(snapshotPage);
  const sessions = ids.slice(0, snapshotPage).flatMap((id) => {
    const row = known.get(id);
    return row ? [publisher.present(row, shownTo(reader, row))] : [];
  });
  const serverTime = new Date(clock.now()).toISOString();
  reader.backlog.allow(() => ack({ ok: true, serverTime, sessions, denied, more: rest.length > 0 }));
  if (rest.length === 0) return;
  reader.pages.push({ ids: rest });
  deps.readers.serve(reader);
}

export async function unsubscribe(
  reader: Reader,
  payload: unknown,
  ack: (answer: { ok: true } | Refusal) => void,
  deps: SubscribeDeps,
): Promise<void> {
  const parsed = UnsubscribePayload.safeParse(payload);
  if (!parsed.success) return ack(badPayload(parsed.error));
  const { sessions } = parsed.data;
  if (sessions === 'all') {
    reader.list = false;
    void reader.socket.leave(listRoomFor(reader.who));
    return ack({ ok: true });
  }
  const left = sessions.filter((id) => reader.ids.delete(id));
  for (const id of left) place(reader, { id, ownerId: null });
  await deps.viewers.leave(reader.socket.id, left);
  ack({ ok: true });
}
