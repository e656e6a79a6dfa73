/** For tests: pushes by hand, and a plain Socket.IO client that writes down what it was sent. */
import { createHmac } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type { ClientToServer, ServerToClient, SubscribeAck } from '../contract/socket.ts';
import type { SessionState } from '../contract/session.ts';
import type { TestGateway } from './testing.ts';

export interface HandPush {
  type: string;
  userID: string;
  event?: unknown;
  [key: string]: unknown;
}

/** As the service sends it, signed by its key unless `key` says otherwise. Answers the status. */
export async function pushByHand(
  { url, hmacKey }: Pick<TestGateway, 'url' | 'hmacKey'>,
  push: HandPush,
  key = hmacKey,
): Promise<number> {
  const body = JSON.stringify({ event: {}, instanceName: 'x', ...push });
  const signature = createHmac('sha256', key).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hmac-signature': signature };
  const response = await fetch(`${url}/api/upstream/webhook`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** Subscribed by id from the start, and again after each reconnect. */
export async function watchBySocket(
  { url, token }: Pick<TestGateway, 'url' | 'token'>,
  ids: string[],
  onState: (state: SessionState) => void = () => undefined,
) {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ['websocket'],
    auth: { token },
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  onTestFinished(() => void socket.close());
  const states: SessionState[] = [];
  const waiting = new Set<() => void>();
  const take = (state: SessionState) => {
    states.push(state);
    onState(state);
    for (const check of [...waiting]) check();
  };
  let upstream = 'unknown';
  socket.on('session:state', take);
  socket.on('upstream:status', ({ status }) => void (upstream = status));
  let subscribed = () => {};
  const ready = new Promise<void>((resolve) => (subscribed = resolve));
  socket.on('connect', () => {
    socket.emit('subscribe', { sessions: ids }, (answer: SubscribeAck | { ok: false }) => {
      if (!answer.ok) return;
      answer.sessions.forEach(take);
      subscribed();
    });
  });
  await ready;

  const last = (id: string) => states.findLast((state) => state.id === id);
  return {
    socket,
    states,
    last,
    /** What it was told last about the service. */
    upstream: () => upstream,
    /** The next state that is so, or the last one if it is. */
    async until(
      id: string,
      what: (state: SessionState) => boolean,
      withinMs = 10_000,
    ): Promise<SessionState> {
      const now = last(id);
      if (now && what(now)) return now;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          const { phase, cause } = last(id) ?? {};
          reject(new Error(`not seen in time: ${what.toString()}; last ${phase} ${cause?.code}`));
        }, withinMs);
        const check = () => {
          const state = last(id);
          if (!state || !what(state)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(state);
        };
        waiting.add(check);
      });
    },
  };
}
