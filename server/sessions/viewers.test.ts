import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createClock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import { createViewers } from './viewers.ts';

let made: TestDatabase;
let database: Database;
const log = createLog({ level: 'silent', format: 'json' });
const sari = { id: 'socket 1', userId: 'sari', name: 'Sari' };
const budi = { id: 'socket 2', userId: 'budi', name: 'Budi' };

beforeAll(async () => {
  made = await testDatabase();
  database = openDatabase(made.connectionString);
  await migrate(database.db);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});
beforeEach(() => database.pool.query('delete from viewers'));

async function node(name: string, more: { idleMs?: number; now?: () => number } = {}) {
  const clock = createClock(more.now);
  const viewers = createViewers({
    db: database.db,
    clock,
    node: name,
    idleMs: more.idleMs ?? 30_000,
    log,
    readMs: 30,
  });
  const changed: string[] = [];
  viewers.onChange((id) => changed.push(id));
  await viewers.start();
  onTestFinished(() => viewers.stop());
  return { viewers, changed, clock };
}

test('a look is stored when it resolves, and known on every node with its name', async () => {
  const [here, there] = [await node('one'), await node('two')];
  await here.viewers.lookMany(['a', 'b'], sari);
  const { rows } = await database.pool.query(`select session_id from viewers where present order by 1`);
  expect(rows).toEqual([{ session_id: 'a' }, { session_id: 'b' }]);
  expect(here.viewers.present('a')).toEqual([{ userId: 'sari', name: 'Sari' }]);
  await vi.waitFor(() => expect(there.viewers.present('a')).toEqual([{ userId: 'sari', name: 'Sari' }]));
  await there.viewers.look('a', budi);
  await vi.waitFor(() => expect(here.viewers.present('a').map(({ name }) => name)).toEqual(['Sari', 'Budi']));
  expect(here.changed.sort()).toEqual(['a', 'a', 'b']);
});

test('whoever leaves is remembered by the time of leaving, on every node', async () => {
  const [here, there] = [await node('one'), await node('two')];
  await here.viewers.lookMany(['a', 'b'], sari);
  await vi.waitFor(() => expect(there.viewers.watched('a')).toBe(true));
  await here.viewers.leave(sari.id, ['a']);
  const left = here.viewers.lastLookedAt('a')!;
  expect([here.viewers.watched('a'), here.viewers.watched('b')]).toEqual([false, true]);
  await vi.waitFor(() => expect(there.viewers.watched('a')).toBe(false));
  expect(Math.abs(there.viewers.lastLookedAt('a')! - left)).toBeLessThan(200);
  await here.viewers.leave(sari.id);
  expect(here.viewers.watched('b')).toBe(false);
  expect(there.viewers.lastLookedAt('never')).toBeNull();
});

test('two tabs of one person are one face, which goes with the last of them', async () => {
  const { viewers, changed } = await node('one');
  await viewers.look('a', sari);
  await viewers.look('a', { ...sari, id: 'socket 9' });
  expect(viewers.present('a')).toHaveLength(1);
  await viewers.leave(sari.id);
  expect(viewers.watched('a')).toBe(true);
  await viewers.leave('socket 9');
  expect(viewers.watched('a')).toBe(false);
  expect(changed).toEqual(['a', 'a']);
});

test('a request counts as a look of that moment, not as somebody who stays', async () => {
  const { viewers, clock } = await node('one');
  const began = clock.now();
  await viewers.look('a', { ...sari, id: 'rest:sari' });
  expect(viewers.watched('a')).toBe(false);
  expect(viewers.lastLookedAt('a')).toBeGreaterThanOrEqual(began);
  const stored = await database.pool.query(`select seen_at, present from viewers`);
  await viewers.look('a', { ...sari, id: 'rest:sari' });
  const again = await database.pool.query(`select seen_at, present from viewers`);
  expect(again.rows).toEqual(stored.rows);
  expect(stored.rows).toMatchObject([{ present: false }]);
});

test('viewers who stay are renewed, so that another node never takes them for idle', async () => {
  const { viewers } = await node('one', { idleMs: 150 });
  await viewers.look('a', sari);
  const seenAt = async () =>
    (await database.pool.query<{ seen_at: Date }>('select seen_at from viewers')).rows[0]!.seen_at.getTime();
  const first = await seenAt();
  await vi.waitFor(async () => expect(await seenAt()).toBeGreaterThan(first + 100));
});

test('the viewers of a node that died count no longer after a moment', async () => {
  let now = Date.now();
  const there = await node('two', { now: () => now, idleMs: 3_000 });
  await database.pool.query(
    `insert into viewers (session_id, viewer, node, user_id, name, present) values ('a', 'x', 'dead', 'budi', 'Budi', true)`,
  );
  await vi.waitFor(() => expect(there.viewers.watched('a')).toBe(true));
  now += 10_000;
  expect(there.viewers.watched('a')).toBe(false);
  expect(there.viewers.lastLookedAt('a')).toBeLessThan(now - 5_000);
});

test('whoever left while the database was away is written down when it is back', async () => {
  let away = false;
  const failing = database.db.withPlugin({
    transformQuery: ({ node: query }) => query,
    transformResult: ({ result }) => (away ? Promise.reject(new Error('away')) : Promise.resolve(result)),
  });
  const here = createViewers({ db: failing, clock: createClock(), node: 'one', idleMs: 60, log, readMs: 30 });
  await here.start();
  onTestFinished(() => here.stop());
  await here.look('a', sari);
  away = true;
  await expect(here.leave(sari.id)).rejects.toThrow('away');
  await database.pool.query(`update viewers set present = true`);
  away = false;
  const present = () => database.pool.query<{ present: boolean }>('select present from viewers');
  await vi.waitFor(async () => expect((await present()).rows).toEqual([{ present: false }]));
});

test('a thousand people who come at once share a few statements', async () => {
  let statements = 0;
  const counting = database.db.withPlugin({
    transformQuery({ node: query }) {
      if (query.kind === 'RawNode') statements += 1;
      return query;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const viewers = createViewers({ db: counting, clock: createClock(), node: 'one', idleMs: 0, log });
  await Promise.all(
    Array.from({ length: 1_000 }, (_, place) => viewers.look('a', { ...sari, id: `socket ${place}` })),
  );
  expect(statements).toBeLessThan(5);
  expect((await database.pool.query('select 1 from viewers')).rowCount).toBe(1_000);
});
