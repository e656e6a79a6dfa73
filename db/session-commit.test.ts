import { sql } from 'kysely';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { takeLease } from './leases.ts';
import { newSession, testStore } from './session-testing.ts';
import type { SessionRow } from './session-row.ts';
import { readTimeline } from './timeline.ts';
import { writeLooks } from './viewers.ts';

const wanted = (before: SessionRow, told: string[] = []) => ({
  before,
  after: { ...before, desired: 'online' as const, desiredBy: told[0] ?? null },
  entries: told.map((actor) => ({
    sessionId: before.id,
    at: Date.now(),
    type: 'connect' as const,
    actor,
    data: {},
  })),
});

test('a commit moves the version on by one and gives back what is stored', async () => {
  const { store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const committed = await store.commit([wanted(row, ['Rani'])]);
  expect(committed.rows).toEqual([{ ...row, version: 2, desired: 'online', desiredBy: 'Rani' }]);
  const [stored] = await store.byIds(['a']);
  expect({ ...stored, updatedAt: 0 }).toEqual({ ...committed.rows[0], updatedAt: 0 });
});

test('of two changes of one version one wins, and only its entries are told', async () => {
  const { db, store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const both = await Promise.all([
    store.commit([wanted(row, ['Rani'])]),
    store.commit([wanted(row, ['Oscar'])]),
  ]);
  const winners = both.filter(({ rows }) => rows.length === 1);
  expect(winners).toHaveLength(1);
  const [stored] = await store.byIds(['a']);
  expect(stored!.version).toBe(2);
  const told = await readTimeline(db, 'a', { limit: 10 });
  expect(told.map(({ id, actor }) => ({ id, actor }))).toEqual(
    winners[0]!.entries.map(({ id, actor }) => ({ id, actor })),
  );
  expect(told[0]!.actor).toBe(stored!.desiredBy);
});

test('many changes are one statement: the losers among them are left out, entries keep their order', async () => {
  const { store } = await testStore();
  const rows: SessionRow[] = [];
  for (const id of ['a', 'b', 'c']) rows.push((await store.insert(newSession(id)))!);
  await store.commit([wanted(rows[1]!)]);
  const committed = await store.commit(rows.map((row) => wanted(row, ['first', 'second'])));
  expect(committed.rows.map(({ id, version }) => [id, version])).toEqual([
    ['a', 2],
    ['c', 2],
  ]);
  expect(committed.entries.map(({ sessionId, actor }) => [sessionId, actor])).toEqual([
    ['a', 'first'],
    ['a', 'second'],
    ['c', 'first'],
    ['c', 'second'],
  ]);
  const ids = committed.entries.map(({ id }) => BigInt(id));
  expect(ids).toEqual([...ids].sort((x, y) => (x < y ? -1 : 1)));
});

test('a session that was deleted and made again is not touched by what was derived from the old one', async () => {
  const { store } = await testStore();
  const old = (await store.insert(newSession('a')))!;
  await store.remove('a');
  const made = (await store.insert(newSession('a')))!;
  expect(made.generation).toBeGreaterThan(old.generation);
  expect((await store.commit([wanted(old)])).rows).toEqual([]);
});

test('a change that must not meet a viewer loses to one that looked meanwhile, on whatever node', async () => {
  const { db, store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const idle = { ...wanted(row), unlessWatchedSince: Date.now() - 30_000 };
  await writeLooks(db, 'another node', [
    { sessionId: 'a', viewer: 'socket', userId: 'rani', name: 'Rani', present: true },
  ]);
  expect((await store.commit([idle])).rows).toEqual([]);
  await db
    .updateTable('viewers')
    .set({ seen_at: new Date(Date.now() - 40_000) })
    .execute();
  expect((await store.commit([idle])).rows).toHaveLength(1);
});

test('a commit under a lease is nothing when another node has it by now', async () => {
  const { db, store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const ask = { name: 'watch', ttlMs: 10_000, epoch: null };
  const epoch = (await takeLease(db, { ...ask, holder: 'one' }))!;
  await sql`update leases set expires_at = clock_timestamp()`.execute(db);
  expect((await store.commit([wanted(row)], { name: 'watch', epoch })).rows).toEqual([]);
  const next = (await takeLease(db, { ...ask, holder: 'two' }))!;
  expect((await store.commit([wanted(row)], { name: 'watch', epoch })).rows).toEqual([]);
  expect((await store.commit([wanted(row)], { name: 'watch', epoch: next })).rows).toHaveLength(1);
});

test('each row is hinted at; more than fifty at once are one hint to look at all', async () => {
  const { store, connectionString } = await testStore();
  const listener = new pg.Client({ connectionString });
  await listener.connect();
  onTestFinished(() => listener.end());
  const notes: string[] = [];
  listener.on('notification', ({ payload }) => notes.push(payload ?? ''));
  const rows: SessionRow[] = [];
  for (let i = 0; i < 51; i++) rows.push((await store.insert(newSession(`s${i}`)))!);
  await listener.query('listen heliograph');

  const two = await store.commit(rows.slice(0, 2).map((row) => wanted(row)));
  await listener.query('select 1');
  expect(notes.map((note) => JSON.parse(note) as unknown)).toEqual(
    two.rows.map(({ id, generation, version }) => ({ i: id, g: generation, v: version })),
  );
  notes.length = 0;
  await store.commit([...two.rows, ...rows.slice(2)].map((row) => wanted(row)));
  await listener.query('select 1');
  expect(notes).toEqual(['{"scan":true}']);
});

test('of many that are made at once each is hinted at', async () => {
  const { store, connectionString } = await testStore();
  const listener = new pg.Client({ connectionString });
  await listener.connect();
  onTestFinished(() => listener.end());
  const notes: unknown[] = [];
  listener.on('notification', ({ payload }) => notes.push(JSON.parse(payload ?? '')));
  await listener.query('listen heliograph');
  const made = await store.insertAll([newSession('a'), newSession('b')]);
  await listener.query('select 1');
  expect(notes).toEqual(made.map(({ id, generation, version }) => ({ i: id, g: generation, v: version })));
});

test('codes survive the way through the database whole', async () => {
  const { store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const now = Date.now();
  const after: SessionRow = {
    ...row,
    phase: 'pairing',
    connected: true,
    qr: { image: 'data:image/png;base64,AAAA', issuedAt: now, expiresAt: now + 60_000, attempt: 1, of: 6 },
    pairingCode: { code: 'ABCD-EFGH', phone: '628', expiresAt: now + 160_000 },
    quietUntil: now + 1_500,
    observedAt: now,
  };
  await store.commit([{ before: row, after, entries: [] }]);
  const [stored] = await store.byIds(['a']);
  expect(stored).toMatchObject({
    qr: after.qr,
    pairingCode: after.pairingCode,
    quietUntil: after.quietUntil,
  });
});
