import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createClock } from '../clock.ts';
import { createLog } from './log.ts';
import { createPushHistory } from './push-history.ts';

let home: TestDatabase;
let database: Database;
beforeAll(async () => {
  home = await testDatabase();
  database = openDatabase(home.connectionString);
  await migrate(database.db);
});
beforeEach(async () => void (await database.pool.query('delete from push_minutes')));
afterAll(async () => {
  await database.close();
  await home.drop();
});

const minuteMs = 60_000;
const noon = Date.UTC(2026, 10, 25, 12);
let now = noon;
const clock = { ...createClock(), now: () => now };
const log = createLog({ level: 'silent', format: 'json' });
const history = (node = 'one', scope = 'service') =>
  createPushHistory({ db: database.db, clock, node, scope, log });
/** To a twentieth. */
const about = (ms: number) => expect.toSatisfy((told: number) => Math.abs(told - ms) <= ms / 20) as number;

test('with nothing in it there is no line, and nothing is late', async () => {
  expect(await history().read('1h')).toMatchObject({
    p50Ms: null,
    p95Ms: null,
    count: 0,
    stages: { lookMs: null, commitMs: null, emitMs: null },
    steps: [],
  });
});

test('an hour is told minute by minute, and the minute that runs is in it', async () => {
  now = noon;
  const one = history();
  one.pushed(40, 'sweep');
  one.pushed(42, 'webhook');
  now += 2 * minuteMs;
  one.pushed(300, 'sweep');
  const told = await one.read('1h');
  expect(told).toMatchObject({ window: '1h', count: 3, byWebhook: 1, p50Ms: about(42), p95Ms: about(300) });
  expect(told.steps).toMatchObject([
    { at: new Date(noon).toISOString(), count: 2, p50Ms: about(40) },
    { at: new Date(noon + 2 * minuteMs).toISOString(), count: 1, p50Ms: about(300) },
  ]);
});

test('a node’s minutes outlive it, and every node reads those of all', async () => {
  now = noon;
  const [one, two] = [history('one'), history('two')];
  one.pushed(10, 'sweep');
  two.pushed(20, 'sweep');
  await one.stop();
  const again = history('one');
  again.pushed(30, 'sweep');
  expect((await again.read('1h')).count).toBe(2);
  await two.stop();
  await again.stop();
  const [step, ...others] = (await history('three').read('1h')).steps;
  expect(step).toMatchObject({ count: 3, p50Ms: about(20) });
  expect(others).toEqual([]);
});

test('a day is told in tens of minutes, and what is older is not', async () => {
  now = noon - 25 * 60 * minuteMs;
  const one = history();
  one.pushed(999, 'sweep');
  now = noon + 1;
  one.pushed(10, 'sweep');
  now += 9 * minuteMs;
  one.pushed(10, 'sweep');
  await one.stop();
  const told = await history().read('24h');
  expect(told.steps).toMatchObject([{ at: new Date(noon).toISOString(), count: 2 }]);
  expect(told.count).toBe(2);
});

test('where the time went is told on average', async () => {
  now = noon;
  const one = history();
  one.staged({ lookMs: 10, commitMs: 4, emitMs: 1 });
  one.staged({ lookMs: 20, commitMs: 8, emitMs: 0 });
  expect((await one.read('1h')).stages).toEqual({ lookMs: 15, commitMs: 6, emitMs: 0.5 });
});

test('the demo’s and the real service’s are kept apart', async () => {
  now = noon;
  const demo = history('one', 'demo');
  demo.pushed(10, 'sweep');
  await demo.stop();
  expect((await history().read('1h')).count).toBe(0);
  expect((await history('one', 'demo').read('1h')).count).toBe(1);
});

test('what the database could not take waits for it', async () => {
  now = noon;
  const one = history();
  one.pushed(10, 'sweep');
  await database.pool.query('alter table push_minutes rename to away');
  await one.stop();
  await database.pool.query('alter table away rename to push_minutes');
  expect((await one.read('1h')).count).toBe(1);
  await one.stop();
  expect((await history().read('1h')).count).toBe(1);
});
