/** Keeps one socket to the gateway alive: attempts with jitter, fresh tokens, and a state that can be shown. */
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../contract/socket.ts';
import { protocolVersion as protocol } from '../contract/protocol-version.ts';
import type { Backoff } from './backoff.ts';
import { nextConnection, type Connection, type ConnectionEvent } from './connection-state.ts';
import type { Credentials } from './credentials.ts';
import { HeliographError, type ErrorReason } from './heliograph-error.ts';

export type GatewaySocket = Socket<ServerToClient, ClientToServer>;

export interface LiveConnection {
  readonly socket: GatewaySocket;
  state(): Connection;
  /** Tries at once, out of any wait; after a sign-out too. */
  retry(): void;
  /** Ends a wait; a sign-out stays. */
  hurry(): void;
  /** The socket seems alive but does not answer: drops it and tries again. */
  renew(): void;
  networkGone(): void;
  close(): void;
}

const attemptMs = 15_000;
/** A connection that lived this long was good: the next loss begins with short waits again. */
const goodMs = 5_000;
/** Refusals that no other token and no waiting changes. */
const finalRefusals: readonly string[] = ['forbidden', 'origin_refused', 'invalid_body', 'link_ended'];

export function openConnection(deps: {
  /** "": the page's own origin. */
  url: string;
  credentials: Credentials;
  backoff: Backoff;
  /** What the handshake carries of the token. */
  authOf?: (token: string) => Record<string, unknown>;
  onState(state: Connection): void;
}): LiveConnection {
  const { credentials, backoff, authOf = (token) => ({ token }) } = deps;
  const socket: GatewaySocket = io(originOf(deps.url), {
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: attemptMs,
  });
  let state: Connection = { is: 'connecting' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let wantFresh = false;
  let triedFresh = false;

  function become(event: ConnectionEvent): void {
    const next = nextConnection(state, event, Date.now());
    if (next === state) return;
    state = next;
    deps.onState(state);
  }

  function tryIn(ms: number): void {
    if (state.is === 'closed') return;
    clearTimeout(timer);
    become({ type: 'down', nextAttemptAt: Date.now() + ms });
    timer = setTimeout(() => void attempt(), ms);
  }

  async function attempt(): Promise<void> {
    clearTimeout(timer);
    const mine = ++attempts;
    become({ type: 'attempt' });
    const fresh = wantFresh;
    let token: string;
    try {
      token = await credentials.get({ fresh });
    } catch (error) {
      if (mine !== attempts || state.is === 'closed') return;
      if (error instanceof HeliographError && (error.status === 401 || error.status === 403)) {
        return become({ type: 'refused', reason: error.reason });
      }
      return tryIn(backoff.nextMs());
    }
    if (mine !== attempts || state.is === 'closed') return;
    triedFresh = fresh;
    socket.auth = { ...authOf(token), protocol };
    socket.connect();
    timer = setTimeout(() => {
      socket.disconnect();
      tryIn(backoff.nextMs());
    }, attemptMs);
  }

  function refused(reason: ErrorReason): void {
    clearTimeout(timer);
    const another = credentials.renewable && !triedFresh;
    const unwelcome = reason === 'unauthorized' || reason === 'token_expired';
    if (finalRefusals.includes(reason) || (unwelcome && !another)) return become({ type: 'refused', reason });
    if (unwelcome) wantFresh = true;
    tryIn(unwelcome ? 0 : backoff.nextMs());
  }

  async function bringFresh(): Promise<void> {
    if (!credentials.renewable) return;
    const token = await credentials.get({ fresh: true });
    await socket.timeout(attemptMs).emitWithAck('auth:refresh', { token });
  }

  socket.on('connect', () => {
    clearTimeout(timer);
    wantFresh = false;
    triedFresh = false;
    timer = setTimeout(() => backoff.reset(), goodMs);
    become({ type: 'up' });
  });
  socket.on('connect_error', (error: Error & { data?: { reason?: ErrorReason } }) => {
    const reason = error.data?.reason;
    if (reason) refused(reason);
    else tryIn(backoff.nextMs());
  });
  socket.on('disconnect', () => {
    if (state.is !== 'closed' && state.is !== 'signed-out') tryIn(wantFresh ? 0 : backoff.nextMs());
  });
  // Where it fails, the gateway says auth:expired and the next attempt brings a fresh one.
  socket.on('auth:required', () => void bringFresh().catch(() => undefined));
  socket.on('auth:expired', () => {
    wantFresh = true;
  });
  void attempt();

  function retry(): void {
    if (state.is === 'closed' || socket.connected) return;
    triedFresh = false;
    wantFresh ||= state.is === 'signed-out';
    // One that hangs would hold the new one back until its time is over.
    socket.disconnect();
    void attempt();
  }

  return {
    socket,
    state: () => state,
    retry,
    hurry() {
      if (state.is === 'reconnecting' || state.is === 'offline') retry();
    },
    renew() {
      if (state.is === 'closed') return;
      socket.disconnect();
      tryIn(0);
    },
    networkGone() {
      // Engine.IO closes its socket on the same event; a gateway on this machine may well stay connected.
      setTimeout(() => {
        if (!socket.connected) become({ type: 'network-gone' });
      }, 0);
    },
    close() {
      clearTimeout(timer);
      attempts += 1;
      become({ type: 'close' });
      socket.disconnect();
    },
  };
}

/** Socket.IO would take a path in the URL for a namespace. */
const originOf = (url: string) => (url === '' ? '/' : new URL(url).origin);
