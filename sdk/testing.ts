/** A gateway that says what a test tells it to, over a real socket: for orders that a real one shows once in a year. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { onTestFinished, vi } from 'vitest';
import type { SessionState } from '../contract/session.ts';
import type { ClientToServer, Refusal, ServerToClient, SubscribeAck } from '../contract/socket.ts';
import { connect } from './connect.ts';
import type { Feed, FeedOptions } from './feed.ts';

export type GatewaySide = Socket<ClientToServer, ServerToClient>;

export function sessionState(over: Partial<SessionState> = {}): SessionState {
  const at = '2026-11-25T10:00:00.000Z';
  return {
    id: 'a',
    name: 'CS Pagi',
    ownerId: null,
    ownerName: null,
    generation: 1,
    version: 1,
    phase: 'offline',
    phaseSince: at,
    connected: false,
    loggedIn: false,
    jid: null,
    lastJid: null,
    scannedAt: null,
    qr: null,
    pairingCode: null,
    idleStopsAt: null,
    pairingEndsAt: null,
    cause: null,
    desired: 'offline',
    recovery: null,
    freshness: { observedAt: at, source: 'status', upstream: 'reachable' },
    ...over,
  };
}

export const qrCode = (over: Partial<NonNullable<SessionState['qr']>> = {}): SessionState['qr'] => ({
  image: 'data:image/png;base64,CODE',
  issuedAt: '2026-11-25T10:00:00.000Z',
  expiresAt: '2026-11-25T10:01:00.000Z',
  attempt: 1,
  of: 6,
  ...over,
});

export const push = (socket: GatewaySide | undefined, state: SessionState, changed: string[] = ['phase']) =>
  socket?.emit('session:state', { ...state, changed, serverTime: new Date().toISOString() });

export const snapshot = (sessions: SessionState[], more: Partial<SubscribeAck> = {}): SubscribeAck => ({
  ok: true,
  serverTime: new Date().toISOString(),
  sessions,
  denied: [],
  more: false,
  ...more,
});

type Target = string[] | 'all';

export async function scriptedGateway() {
  const http = createServer();
  const io = new Server<ClientToServer, ServerToClient>(http, {
    transports: ['websocket'],
    serveClient: false,
  });
  const script = {
    /** The reason of a refusal, or null to let in. */
    admit: (_token: string): string | null => null,
    subscribe: (
      _target: Target,
      _socket: GatewaySide,
    ): SubscribeAck | Refusal | Promise<SubscribeAck | Refusal> => snapshot([]),
    refresh: (_token: string): boolean => true,
  };
  const calls: string[] = [];
  const tokens: string[] = [];
  io.use((socket, next) => {
    const { token } = socket.handshake.auth as { token: string };
    tokens.push(token);
    const reason = script.admit(token);
    next(reason === null ? undefined : Object.assign(new Error('refused'), { data: { reason } }));
  });
  io.on('connection', (socket) => {
    socket.on('subscribe', async ({ sessions }, ack) => {
      calls.push(`subscribe ${String(sessions)}`);
      ack(await script.subscribe(sessions, socket));
    });
    socket.on('unsubscribe', ({ sessions }, ack) => {
      calls.push(`unsubscribe ${String(sessions)}`);
      ack({ ok: true });
    });
    socket.on('auth:refresh', ({ token }, ack) => {
      calls.push(`refresh ${token}`);
      const ok = script.refresh(token);
      ack(ok ? { ok, expiresAt: new Date().toISOString() } : { ok, reason: 'unauthorized', error: 'no' });
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  onTestFinished(async () => {
    await io.close();
  });
  return {
    url: `http://127.0.0.1:${port}`,
    io,
    script,
    calls,
    tokens,
    sockets: () => [...io.sockets.sockets.values()],
    /** The socket of the only client. */
    only(): Promise<GatewaySide> {
      return vi.waitFor(() => {
        const [socket] = io.sockets.sockets.values();
        if (!socket) throw new Error('Nobody is connected.');
        return socket;
      });
    },
  };
}

/** A feed with short waits, closed with the test. */
export function openFeed(url: string, options: Partial<FeedOptions> = {}): Feed {
  const feed = connect(url, { token: 'token', firstBackoffMs: 20, maxBackoffMs: 100, ...options });
  onTestFinished(() => feed.close());
  return feed;
}
