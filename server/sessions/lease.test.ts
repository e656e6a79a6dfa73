import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import { readLease } from '../../db/leases.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createLog } from '../observability/log.ts';
import { createLease } from './lease.ts';

let made: TestDatabase;
let database: Database;
const log = createLog({ level: 'silent', format: 'json' });

beforeAll(async () => {
  made = await testDatabase();
  database = openDatabase(made.connectionString);
  await migrate(database.db);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});
beforeEach(() => database.pool.query('delete from leases'));

type Times = { ttlMs?: number; renewMs?: number; fenceMs?: number; tryMs?: number };

function holder(node: string, more: Times & { now?: () => number; db?: Database['db'] } = {}) {
  const lease = createLease({
    db: database.db,
    name: 'watch',
    node,
    log,
    ttlMs: 2_000,
    renewMs: 50,
    tryMs: 20,
    ...more,
  });
  const told: string[] = [];
  lease.onGained((epoch) => told.push(`gained ${epoch}`));
  lease.onLost(() => told.push('lost'));
  onTestFinished(() => lease.stop());
  lease.start();
  return { lease, told };
}

test('one of two holds it, and after a graceful stop the other gets it long before its time is over, with the next epoch', async () => {
  const first = holder('one', { ttlMs: 60_000 });
  await vi.waitFor(() => expect(first.told).toEqual(['gained 1']));
  const second = holder('two', { ttlMs: 60_000 });
  await vi.waitFor(async () =>
    expect(await readLease(database.db, 'watch')).toEqual({ holder: 'one', epoch: 1 }),
  );
  await first.lease.stop();
  expect(first.lease.held()).toBeNull();
  await vi.waitFor(() => expect(second.lease.held()).toEqual({ name: 'watch', epoch: 2 }));
  expect([first.told, second.told]).toEqual([['gained 1', 'lost'], ['gained 2']]);
});

test('a renewal keeps the epoch for longer than the time to live', async () => {
  const { lease, told } = holder('one', { ttlMs: 300, fenceMs: 250 });
  await vi.waitFor(() => expect(lease.held()).not.toBeNull());
  const until = Date.now() + 900;
  await vi.waitFor(
    () => {
      expect(lease.held()).toEqual({ name: 'watch', epoch: 1 });
      expect(Date.now()).toBeGreaterThan(until);
    },
    { timeout: 2_000 },
  );
  expect(told).toEqual(['gained 1']);
});

test('a holder that dies is followed when its lease has run out, not before', async () => {
  const first = holder('one', { ttlMs: 600, tryMs: 60_000 });
  await vi.waitFor(() => expect(first.told).toEqual(['gained 1']));
  // It dies: nothing is released, nothing is renewed.
  await database.pool.query(`update leases set holder = 'the dead'`);
  const diedAt = Date.now();
  const second = holder('two');
  await vi.waitFor(() => expect(second.lease.held()?.epoch).toBe(2), { timeout: 3_000 });
  expect(Date.now() - diedAt).toBeGreaterThan(400);
  await vi.waitFor(() => expect(first.told).toEqual(['gained 1', 'lost']));
});

test('whoever cannot renew stops holding it by its own clock, although no answer came', async () => {
  let now = 0;
  let stuck = false;
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  onTestFinished(() => free());
  const executor = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => (stuck ? freed.then(() => result) : Promise.resolve(result)),
  });
  const { lease, told } = holder('one', { db: executor, now: () => now, fenceMs: 200, renewMs: 50 });
  await vi.waitFor(() => expect(told).toEqual(['gained 1']));
  stuck = true;
  now = 199;
  expect(lease.held()).not.toBeNull();
  now = 200;
  expect(lease.held()).toBeNull();
  await vi.waitFor(() => expect(told).toEqual(['gained 1', 'lost']));
  free();
});

test('a process that starts anew under its old name takes over at once, with the next epoch', async () => {
  const first = holder('one', { renewMs: 60_000 });
  await vi.waitFor(() => expect(first.told).toEqual(['gained 1']));
  const anew = holder('one', { renewMs: 60_000 });
  await vi.waitFor(() => expect(anew.told).toEqual(['gained 2']));
});
