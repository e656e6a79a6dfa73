/** What this client wants, counted, and what the gateway was told of it on the present connection. */
import type { SubscribeAck } from '../contract/socket.ts';
import type { GatewaySocket } from './connection.ts';
import type { ErrorReason } from './heliograph-error.ts';
import type { Fidelity } from './states.ts';

export interface Subscriptions {
  fidelity(id: string): Fidelity;
  /** Says how to let go; whoever is last to let go ends the subscription. */
  want(sessions: string[] | 'all'): () => void;
  /** A new connection, or a sleep: the gateway is asked for everything again. */
  renew(answerMs?: number): void;
  /** Ids, and "all". */
  wanted(): string[];
}

interface Deps {
  socket: GatewaySocket;
  onSnapshot(target: string[] | 'all', snapshot: SubscribeAck): void;
  /** Asked for and not granted, whole. */
  onRefused(target: string[] | 'all', reason: ErrorReason): void;
  /** The gateway could not answer; it is asked again. */
  onFailed(reason: ErrorReason): void;
  /** Nobody wants these any more, or not by id. */
  onDropped(ids: string[] | 'all'): void;
  /** The gateway did not answer a call. */
  onSilence(): void;
}

/** The gateway takes 1,000; with this many the answer comes whole, without pages. */
const idsInOneCall = 500;
const usualAnswerMs = 10_000;
const againMs = 2_000;

export function createSubscriptions(deps: Deps): Subscriptions {
  const { socket } = deps;
  const counts = new Map<string, number>();
  let lists = 0;
  let told = { ids: new Set<string>(), list: false };
  let due = false;
  let answerMs = usualAnswerMs;

  /** One look at what is wanted, however many asked in the same moment. */
  function tellSoon(): void {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      tell();
    });
  }

  function tell(): void {
    if (!socket.connected) return;
    const now = told;
    const missing = [...counts.keys()].filter((id) => !now.ids.has(id));
    const left = [...now.ids].filter((id) => !counts.has(id));
    for (const id of missing) now.ids.add(id);
    for (const id of left) now.ids.delete(id);
    for (const ids of chunks(left)) void call('unsubscribe', ids);
    for (const ids of chunks(missing)) void call('subscribe', ids);
    if (lists > 0 !== now.list) {
      now.list = lists > 0;
      void call(now.list ? 'subscribe' : 'unsubscribe', 'all');
    }
  }

  async function call(name: 'subscribe' | 'unsubscribe', sessions: string[] | 'all'): Promise<void> {
    const during = told;
    const answer = await socket
      .timeout(answerMs)
      .emitWithAck(name, { sessions })
      .catch(() => null);
    if (during !== told) return;
    if (!answer) return deps.onSilence();
    answerMs = usualAnswerMs;
    if (answer.ok) {
      if ('sessions' in answer) deps.onSnapshot(sessions, answer);
      return;
    }
    if (answer.reason !== 'internal' && answer.reason !== 'rate_limited') {
      return deps.onRefused(sessions, answer.reason);
    }
    if (name === 'subscribe') deps.onFailed(answer.reason);
    setTimeout(() => {
      if (during !== told) return;
      if (sessions === 'all') during.list = name !== 'subscribe';
      else for (const id of sessions) during.ids[name === 'subscribe' ? 'delete' : 'add'](id);
      tell();
    }, againMs);
  }

  return {
    fidelity: (id) => (counts.has(id) ? 'whole' : lists > 0 ? 'plain' : 'none'),
    want(sessions) {
      if (sessions === 'all') lists += 1;
      else for (const id of sessions) counts.set(id, (counts.get(id) ?? 0) + 1);
      tellSoon();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const dropped: string[] = [];
        if (sessions === 'all') lists -= 1;
        else {
          for (const id of sessions) {
            const left = (counts.get(id) ?? 1) - 1;
            if (left > 0) counts.set(id, left);
            else {
              counts.delete(id);
              dropped.push(id);
            }
          }
        }
        if (dropped.length > 0) deps.onDropped(dropped);
        if (sessions === 'all' && lists === 0) deps.onDropped('all');
        tellSoon();
      };
    },
    renew(within = usualAnswerMs) {
      answerMs = within;
      told = { ids: new Set(), list: false };
      tell();
    },
    wanted: () => [...counts.keys(), ...(lists > 0 ? ['all'] : [])],
  };
}

function chunks(ids: string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < ids.length; start += idsInOneCall)
    parts.push(ids.slice(start, start + idsInOneCall));
  return parts;
}
