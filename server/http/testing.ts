/** The real app on a real database, with its people and sessions; what would go to the service is played. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Express } from 'express';
import request from 'supertest';
import { vi, type Mock } from 'vitest';
import { createCipher } from '../../db/cipher.ts';
import { migrate, openDatabase } from '../../db/database.ts';
import { createSessionStore, type NewSession } from '../../db/sessions.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { testDatabase } from '../../db/testing.ts';
import { insertUser, type UserRow } from '../../db/users.ts';
import type { Role } from '../../contract/words.ts';
import { createAuth } from '../auth/auth.ts';
import { hashPassword } from '../auth/passwords.ts';
import { createClock } from '../clock.ts';
import { createLinks } from '../links/links.ts';
import { createAudit } from '../observability/audit.ts';
import { createLog } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import { createPushHistory } from '../observability/push-history.ts';
import { createSystem } from '../observability/system.ts';
import { firstFacts } from '../sessions/facts.ts';
import { createKnown } from '../sessions/known.ts';
import { createApp, type AppDeps } from './app.ts';

export const password = 'right horse';
export const sessionsPath = '/api/admin/whatsapp/sessions';
export const image = 'data:image/png;base64,CODE';

export interface House {
  app: Express;
  deps: AppDeps;
  /** Lines of the log. */
  lines: string[];
  actions: { [K in keyof AppDeps['actions']]: ReturnType<typeof vi.fn> };
  fresh: Mock<AppDeps['fresh']>;
  look: ReturnType<typeof vi.fn>;
  sync: ReturnType<typeof vi.fn>;
  previewSync: ReturnType<typeof vi.fn>;
  people: Record<'rani' | 'oscar' | 'other' | 'vera', UserRow & { token: string }>;
  /** Stored and known; a name is enough. */
  session(over?: Partial<NewSession>): Promise<SessionRow>;
  /** An app with other settings over the same database. */
  appWith(over: Partial<AppDeps>): Express;
  as(who: keyof House['people'], app?: Express): Caller;
  end(): Promise<void>;
}

export interface Caller {
  get(path: string): request.Test;
  post(path: string, body?: object): request.Test;
  patch(path: string, body?: object): request.Test;
  put(path: string, body?: object): request.Test;
  delete(path: string): request.Test;
}

/** Calls with a token of any kind. */
export function callWith(app: Express, token: string): Caller {
  const call = (method: 'get' | 'post' | 'put' | 'patch' | 'delete') => (where: string, body?: object) => {
    const made = request(app)[method](where).set('Authorization', `Bearer ${token}`);
    return body === undefined ? made : made.send(body);
  };
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
  };
}

export async function buildHouse(): Promise<House> {
  const home = await testDatabase();
  const database = openDatabase(home.connectionString);
  const { db } = database;
  await migrate(db);
  const staticDir = await mkdtemp(path.join(tmpdir(), 'heliograph-http-'));
  await mkdir(path.join(staticDir, 'assets'));
  await writeFile(path.join(staticDir, 'index.html'), '<head><!--heliograph-meta--></head><body>page</body>');
  await writeFile(path.join(staticDir, 'pair.html'), '<head><!--heliograph-meta--></head><body>pair</body>');
  await writeFile(path.join(staticDir, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(staticDir, 'assets', 'main-abc123.js'), 'export {};');
  await writeFile(path.join(staticDir, 'assets', 'main-abc123.js.gz'), gzipSync('export {};'));

  const lines: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', write: (line) => void lines.push(line) });
  const clock = createClock();
  const known = createKnown(clock.now());
  const cipher = createCipher(Buffer.alloc(32, 1));
  const store = createSessionStore(db, cipher, 'service');
  const auth = createAuth({
    db,
    clock,
    log,
    jwtSecret: 'a secret for the tests of the REST side',
    accessTokenMs: 900_000,
    foreign: { issuer: null, audience: null },
  });
  const metrics = createMetrics({ version: '1.2.3', process: false });
  const audit = createAudit({ db, log });
  const actions = { connect: vi.fn(), pairPhone: vi.fn(), disconnect: vi.fn(), logout: vi.fn() };
  const fresh = vi.fn<AppDeps['fresh']>((id) => Promise.resolve({ ok: true, row: known.get(id)! }));
  const look = vi.fn(() => Promise.resolve());
  const sync = vi.fn();
  const previewSync = vi.fn();
  const manage = { create: vi.fn(), update: vi.fn(), transfer: vi.fn(), remove: vi.fn() };
  const links = createLinks({ db, known, log, news: () => () => undefined });
  const deps: AppDeps = {
    config: { corsOrigins: [], trustProxy: false, metricsToken: null },
    db,
    scope: 'service',
    cipher,
    node: 'node-1',
    clock,
    log,
    auth,
    audit,
    metrics,
    system: createSystem({
      db,
      version: '1.2.3',
      node: 'node-1',
      known,
      metrics,
      databaseKind: 'external',
      lease: 'watch service',
      sockets: () => 3,
      nodes: () => Promise.resolve([{ id: 'node-1', version: '1.2.3', since: clock.now() }]),
      upstreamVersion: () => null,
    }),
    pushes: createPushHistory({ db, clock, node: 'node-1', scope: 'service', log }).read,
    known,
    store,
    fresh,
    viewers: { look },
    idleStopsAt: () => null,
    actions,
    manage,
    sync,
    previewSync,
    links,
    webhook: { key: null, take: () => undefined },
    ready: () => true,
    database: { answers: () => true },
    staticDir,
    demo: null,
  };
  const app = createApp(deps);

  const passwordHash = await hashPassword(password);
  async function person(name: string, role: Role) {
    const email = `${name}@example.com`;
    const row = (await insertUser(db, { email, name, role, passwordHash }))!;
    const signedIn = (await auth.login(email, password, { ip: null, userAgent: null }))!;
    return { ...row, token: signedIn.accessToken };
  }
  const people = {
    rani: await person('rani', 'admin'),
    oscar: await person('oscar', 'operator'),
    other: await person('other', 'operator'),
    vera: await person('vera', 'viewer'),
  };

  let made = 0;
  return {
    app,
    deps,
    lines,
    actions,
    fresh,
    look,
    sync,
    previewSync,
    people,
    async session(over = {}) {
      const row = (await store.insert({ ...newSession(String(++made)), ...over }))!;
      known.apply(row);
      return row;
    },
    appWith: (over) => createApp({ ...deps, ...over }),
    as: (who, inApp = app) => callWith(inApp, people[who].token),
    async end() {
      await links.stop();
      await audit.settled();
      await database.close();
      await home.drop();
      await rm(staticDir, { recursive: true, force: true });
    },
  };
}

function newSession(id: string): NewSession {
  const now = Date.now();
  return {
    ...firstFacts(now, ''),
    id: id.padStart(32, '0'),
    name: `Session ${id}`,
    ownerId: null,
    token: `token-of-session-${id}`,
    webhook: 'https://example.net/webhook',
    events: 'Message,ReadReceipt',
    proxyEnabled: true,
    proxyUrl: 'socks5://user:pass@host:1080',
    s3: {
      enabled: false,
      endpoint: 'https://s3.amazonaws.com',
      region: 'us-east-1',
      bucket: 'my-bucket',
      pathStyle: false,
      publicUrl: 'https://cdn.example.com',
      mediaDelivery: 'both',
      retentionDays: 30,
    },
    s3AccessKey: 'AKIA-access',
    s3SecretKey: 's3-secret',
    observedAt: now,
    observedBy: 'sweep',
  };
}

/** The facts of a session that shows a code, good for 20 s. */
export function pairing(): Partial<NewSession> {
  const now = Date.now();
  return {
    phase: 'pairing',
    connected: true,
    desired: 'online',
    qr: { image, issuedAt: now, expiresAt: now + 20_000, attempt: 1, of: 6 },
  };
}
