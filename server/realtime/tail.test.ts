import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createCipher } from '../../db/cipher.ts';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionStore, type SessionStore } from '../../db/sessions.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createClock } from '../clock.ts';
import { createKnown } from '../sessions/known.ts';
import { createTail, type News } from './tail.ts';
import { quiet, sessionRow } from './testing.ts';

const cipher = createCipher(randomBytes(32));
let made: TestDatabase;
let database: Database;
let scopes = 0;

beforeAll(async () => {
  made = await testDatabase();
  database = openDatabase(made.connectionString);
  await migrate(database.db);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

/** Two nodes on one database, the first of which commits. Each test has a scope of its own. */
async function twoNodes(
  options: { scanMs?: number; store?: (store: SessionStore) => Partial<SessionStore> } = {},
) {
  const store = createSessionStore(database.db, cipher, `scope ${++scopes}`);
  const nodes = ['committing', 'other'].map((name) => {
    const clock = createClock();
    const known = createKnown(clock.now());
    const news: News[] = [];
    const tail = createTail({
      known,
      store: { ...store, ...(name === 'other' ? options.store?.(store) : {}) },
      pool: database.pool,
      clock,
      log: quiet,
      scanMs: options.scanMs ?? 60_000,
    });
    tail.on((one) => news.push(one));
    onTestFinished(() => tail.stop());
    return { clock, known, tail, news };
  });
  const [here, there] = nodes as [(typeof nodes)[number], (typeof nodes)[number]];
  await here.tail.start();
  await there.tail.start();
  const versions = (id: string) =>
    there.news.flatMap((one) => (one.kind === 'state' && one.row.id === id ? [one.row.version] : []));
  async function make(id: string): Promise<SessionRow> {
    const row = await store.insert(sessionRow({ id, token: `token of ${id} ${scopes}` }));
    if (!row) throw new Error('not inserted');
    for (const { tail } of nodes) tail.offer([row]);
    return row;
  }
  async function move(row: SessionRow, patch: Partial<SessionRow>, entries = 0): Promise<SessionRow> {
    const entry = { sessionId: row.id, at: 0, type: 'qr' as const, actor: null, data: {} };
    const committed = await store.commit([
      { before: row, after: { ...row, ...patch }, entries: Array.from({ length: entries }, () => entry) },
    ]);
    here.tail.offer(committed.rows, committed.entries);
    return committed.rows[0]!;
  }
  return { store, here, there, versions, make, move };
}

/** Ends the connections that listen, as a restart of Postgres or a firewall would. */
async function cutListeners(): Promise<void> {
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'heliograph listen'`,
  );
}

async function listeners(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name = 'heliograph listen' and query ilike 'listen%'`,
  );
  return rows[0]!.count;
}

test('another node is woken by the hint, and tells each version and each timeline entry once', async () => {
  const { here, there, versions, make, move } = await twoNodes();
  await vi.waitFor(async () => expect(await listeners()).toBe(2));
  let row = await make('hinted');
  row = await move(row, { phase: 'online', connected: true }, 1);
  await vi.waitFor(() => expect(versions('hinted').at(-1)).toBe(2));
  await move(row, { phase: 'offline', connected: false }, 2);
  await vi.waitFor(() => expect(versions('hinted').at(-1)).toBe(3));
  const entries = (news: News[]) => news.flatMap((one) => (one.kind === 'event' ? [one.entry.id] : []));
  await vi.waitFor(() => expect(entries(there.news)).toHaveLength(3));
  expect(entries(there.news)).toEqual(entries(here.news));
  expect(new Set(versions('hinted')).size).toBe(versions('hinted').length);
});

test('with no hint at all the scan finds what moved, what is new and what was deleted', async () => {
  const { store, here, there, versions, make, move } = await twoNodes({ scanMs: 50 });
  const kept = await make('scanned');
  await make('deleted');
  await vi.waitFor(() => expect(there.known.size()).toBe(2));
  await database.pool.query(`update sessions set version = version + 4 where id = 'scanned'`);
  await vi.waitFor(() => expect(versions('scanned').at(-1)).toBe(5));
  const gone = await store.remove('deleted');
  here.tail.removed('deleted', gone!.generation);
  const removal = { kind: 'removed', id: 'deleted', generation: gone!.generation, ownerId: null };
  await vi.waitFor(() => expect(there.news).toContainEqual(removal));
  await move({ ...kept, version: 5 }, { phase: 'online' });
  await vi.waitFor(() => expect(versions('scanned').at(-1)).toBe(6));
  expect(there.news.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
});

test('a listening connection that is killed loses nothing, kills nothing, and comes back', async () => {
  const { versions, make, move } = await twoNodes();
  await vi.waitFor(async () => expect(await listeners()).toBe(2));
  let row = await make('killed');
  await vi.waitFor(() => expect(versions('killed')).toEqual([1]));
  for (let round = 0; round < 3; round++) {
    await cutListeners();
    row = await move(row, { phase: round % 2 ? 'online' : 'offline' });
    await vi.waitFor(() => expect(versions('killed').at(-1)).toBe(row.version), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await listeners()).toBe(2), { timeout: 5_000 });
  }
  expect(versions('killed')).toEqual([1, 2, 3, 4]);
});

test('a read that was under way when its session was deleted does not bring it back', async () => {
  let deliver = (): void => undefined;
  let asked = false;
  const { store, there, make, move } = await twoNodes({
    store: (real) => ({
      async byIds(ids) {
        const rows = await real.byIds(ids);
        if (ids.includes('ghost') && rows[0]?.version === 2) {
          asked = true;
          await new Promise<void>((resolve) => (deliver = resolve));
        }
        return rows;
      },
    }),
  });
  await vi.waitFor(async () => expect(await listeners()).toBe(2));
  const row = await make('ghost');
  await move(row, { phase: 'online' });
  await vi.waitFor(() => expect(asked).toBe(true));
  const gone = await store.remove('ghost');
  there.tail.removed('ghost', gone!.generation);
  deliver();
  const anew = await make('ghost');
  await vi.waitFor(() => expect(there.known.get('ghost')?.generation).toBe(anew.generation));
  const told = there.news.map((one) =>
    one.kind === 'state' ? `${one.row.generation}.${one.row.version}` : one.kind,
  );
  expect(told).toEqual([`${row.generation}.1`, 'removed', `${anew.generation}.1`]);
});

test('a scan that was asked before a session was made does not take it for deleted', async () => {
  let deliver = (): void => undefined;
  let asked = false;
  const { there, make } = await twoNodes({
    scanMs: 20,
    store: (real) => ({
      async versions() {
        const versions = await real.versions();
        if (!asked) {
          asked = true;
          await new Promise<void>((resolve) => (deliver = resolve));
        }
        return versions;
      },
    }),
  });
  await vi.waitFor(() => expect(asked).toBe(true));
  await make('young');
  deliver();
  const scanned = there.clock.now();
  await vi.waitFor(() => expect(there.clock.now()).toBeGreaterThan(scanned + 60));
  expect(there.news.map(({ kind }) => kind)).toEqual(['state']);
});

test("a node's clock follows Postgres's", async () => {
  const { there } = await twoNodes();
  const asked = there.clock.now();
  const { rows } = await database.pool.query<{ ms: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
  );
  // As near as a round trip to a busy Postgres lets anybody know.
  expect(rows[0]!.ms).toBeGreaterThan(asked - 250);
  expect(rows[0]!.ms).toBeLessThan(there.clock.now() + 250);
});
