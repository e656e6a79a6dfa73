/** A node of its own for tests: real sockets on port 0, committed rows by hand, memory instead of Postgres. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type {
  ClientToServer,
  ServerToClient,
  SessionStateEvent,
  SubscribeAck,
} from '../../contract/socket.ts';
import { noSettings, type SessionRow } from '../../db/session-row.ts';
import type { Identity } from '../auth/identity.ts';
import { createClock } from '../clock.ts';
import { firstFacts } from '../sessions/facts.ts';
import { LinkEnded } from '../links/link-ended.ts';
import { createKnown } from '../sessions/known.ts';
import type { Viewers } from '../sessions/viewers.ts';
import { attachRealtime, type RealtimeDeps } from './server.ts';
import { createTail } from './tail.ts';

export const quiet = pino({ level: 'silent' });

/** A committed row; every version is made by hand. */
export function sessionRow(over: Partial<SessionRow> = {}): SessionRow {
  const now = Date.now();
  return {
    ...firstFacts(now, ''),
    ...noSettings,
    id: 'a'.repeat(32),
    generation: 1,
    version: 1,
    name: 'CS Pagi',
    ownerId: null,
    ownerName: null,
    token: 'token-of-the-service',
    createdAt: now,
    updatedAt: now,
    observedAt: now,
    observedBy: 'status',
    ...over,
  };
}

/** A row that shows a code, good for 20 s. */
export function pairingRow(over: Partial<SessionRow> = {}): SessionRow {
  const now = Date.now();
  return sessionRow({
    phase: 'pairing',
    connected: true,
    qr: {
      image: 'data:image/png;base64,CODE',
      issuedAt: now,
      expiresAt: now + 20_000,
      attempt: 1,
      of: 6,
    },
    ...over,
  });
}

export function person(over: Partial<Identity> = {}): Identity {
  return {
    kind: 'user',
    userId: 'sari',
    name: 'Sari',
    role: 'admin',
    scopes: null,
    gen: 1,
    expiresAt: null,
    ...over,
  };
}

/** Viewers in memory, for one node. */
function memoryViewers(): Viewers {
  const looking = new Map<string, Set<string>>();
  const listeners = new Set<(id: string) => void>();
  const all = (viewer: string) => [...looking].filter(([, seen]) => seen.has(viewer)).map(([id]) => id);
  return {
    look: () => Promise.resolve(),
    async lookMany(ids, viewer) {
      for (const id of ids) {
        looking.set(id, (looking.get(id) ?? new Set()).add(viewer.id));
        for (const tell of listeners) tell(id);
      }
    },
    async leave(viewer, ids = all(viewer)) {
      for (const id of ids) {
        looking.get(id)?.delete(viewer);
        for (const tell of listeners) tell(id);
      }
    },
    lastLookedAt: () => null,
    watched: (id) => (looking.get(id)?.size ?? 0) > 0,
    present: (id) => [...(looking.get(id) ?? [])].map((userId) => ({ userId, name: userId })),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

export type TestClient = Socket<ServerToClient, ClientToServer>;

/** A node whose tokens are the names of `people`; stopped with the test. */
export async function startNode(
  options: { people?: Record<string, Identity>; deps?: Partial<RealtimeDeps> } = {},
) {
  const people = options.people ?? { admin: person() };
  const clock = createClock();
  const known = options.deps?.known ?? createKnown(clock.now());
  const memory = createTail({
    known,
    store: {
      all: () => Promise.resolve([]),
      byIds: () => Promise.resolve([]),
      versions: () => Promise.resolve([]),
    },
    pool: new pg.Pool(),
    clock,
    log: quiet,
  });
  const tail = options.deps?.tail ?? memory;
  const viewers = options.deps?.viewers ?? memoryViewers();
  const revoked = new Set<(userId: string) => void>();
  const credentials = new Set<(credentialId: string) => void>();
  const upstream = new Set<() => void>();
  const http = createServer();
  const realtime = attachRealtime(http, {
    known,
    tail,
    viewers,
    clock,
    log: quiet,
    verify(token) {
      const who = people[token];
      if (who) return Promise.resolve(who);
      return Promise.reject(Object.assign(new Error('Unauthorized'), { reason: 'unauthorized' }));
    },
    corsOrigins: [],
    trustProxy: false,
    byIds: () => Promise.resolve([]),
    idleStopsAt: () => null,
    onRevoked(listener) {
      revoked.add(listener);
      return () => void revoked.delete(listener);
    },
    onCredentialRevoked(listener) {
      credentials.add(listener);
      return () => void credentials.delete(listener);
    },
    links: {
      admit: () => Promise.reject(new LinkEnded()),
      onEnded: () => () => undefined,
      start: () => Promise.reject(new LinkEnded()),
      code: () => Promise.reject(new LinkEnded()),
    },
    onUpstream(listener) {
      upstream.add(listener);
      return () => void upstream.delete(listener);
    },
    ...options.deps,
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const clients: TestClient[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.disconnect();
    await realtime.stop();
    http.closeAllConnections();
    http.close();
  });

  /** Not connected yet: whoever listens first loses nothing. */
  function client(token: string, more: { protocol?: number; origin?: string } = {}): TestClient {
    const made: TestClient = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      auth: { token, ...(more.protocol === undefined ? {} : { protocol: more.protocol }) },
      ...(more.origin === undefined ? {} : { extraHeaders: { Origin: more.origin } }),
    });
    clients.push(made);
    return made;
  }

  return {
    port,
    known,
    tail,
    viewers,
    realtime,
    people,
    client,
    revoke: (userId: string) => revoked.forEach((tell) => tell(userId)),
    revokeCredential: (id: string) => credentials.forEach((tell) => tell(id)),
    upstreamMoved: () => upstream.forEach((tell) => tell()),
    async connected(token: string): Promise<TestClient> {
      const made = client(token);
      const up = connectionOf(made);
      made.connect();
      await up;
      return made;
    },
  };
}

/** Resolves when the client is in, throws the refusal when it is not. */
function connectionOf(client: TestClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', resolve);
    client.once('connect_error', reject);
  });
}

export async function subscribed(client: TestClient, sessions: string[] | 'all'): Promise<SubscribeAck> {
  const answer = await client.emitWithAck('subscribe', { sessions });
  if (!answer.ok) throw new Error(`subscribe was refused: ${answer.reason}`);
  return answer;
}

/** All states that a client is sent from now on. */
export function statesOf(client: TestClient): SessionStateEvent[] {
  const states: SessionStateEvent[] = [];
  client.on('session:state', (state) => states.push(state));
  return states;
}
