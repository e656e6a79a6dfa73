import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { migrate, openDatabase, type Db } from './database.ts';
import { isLostDatabase } from './lost-database.ts';
import { testDatabase, type TestDatabase } from './testing.ts';
import { lineTo } from './testing-line.ts';

let home: TestDatabase;
let direct: pg.Client;

beforeAll(async () => {
  home = await testDatabase();
  const { db, close } = openDatabase(home.connectionString);
  await migrate(db);
  await sql`insert into users (id, name, role) values ('rani', 'Rani', 'admin')`.execute(db);
  await close();
  direct = new pg.Client({ connectionString: home.connectionString });
  await direct.connect();
});
afterAll(async () => {
  await direct.end();
  await home.drop();
});

/** A database at the end of a line. */
async function onLine(options: Parameters<typeof openDatabase>[1] = {}) {
  const line = await lineTo(home.connectionString);
  const lost: Error[] = [];
  const database = openDatabase(line.connectionString, { ...options, onLost: (error) => lost.push(error) });
  onTestFinished(database.close);
  return { line, lost, ...database };
}

/** A change that waits for a lock until `free`; resolves when it waits. */
async function waitingChange(db: Db) {
  await direct.query('begin');
  await direct.query('lock table users in exclusive mode');
  const change = sql`update users set name = 'Changed' where id = 'rani'`.execute(db);
  change.catch(() => undefined);
  await vi.waitFor(async () => {
    const waiting = `select 1 from pg_locks where relation = 'users'::regclass and not granted`;
    expect((await direct.query(waiting)).rowCount).toBe(1);
  }, patience);
  return { change, free: () => direct.query('rollback') };
}
const patience = { timeout: 15_000, interval: 20 };
const name = async () =>
  (await direct.query<{ name: string }>(`select name from users where id = 'rani'`)).rows[0]!.name;

test('a connection that is lost in the middle of a query fails that query, and nothing else', async () => {
  const { line, lost, db } = await onLine();
  const { change, free } = await waitingChange(db);
  line.cut();
  const error = await change.then(
    () => null,
    (failed: unknown) => failed,
  );
  expect(isLostDatabase(error)).toBe(true);
  expect(lost).toHaveLength(1);
  await free();

  line.mend();
  await sql`update users set name = 'After' where id = 'rani'`.execute(db);
  expect(await name()).toBe('After');
});

test('a connection that is lost while nobody uses it is replaced', async () => {
  const { line, lost, db } = await onLine();
  await sql`select 1`.execute(db);
  line.cut();
  line.mend();
  await vi.waitFor(() => expect(lost).toHaveLength(1), patience);
  await sql`select 1`.execute(db);
});

test('a database that is not there fails a query, as lost', async () => {
  const { line, db } = await onLine();
  line.cut();
  const error = await sql`select 1`.execute(db).catch((failed: unknown) => failed);
  expect(isLostDatabase(error)).toBe(true);
});

test('a query on a line without a sound gives up, and the next one gets a connection that works', async () => {
  const { line, lost, db, pool } = await onLine({ max: 1, silentMs: 6_000 });
  await sql`select 1`.execute(db);
  line.silence();
  const error = await sql`select 1`.execute(db).catch((failed: unknown) => failed);
  expect(error).toMatchObject({ message: 'The database did not answer in time.' });
  expect(isLostDatabase(error)).toBe(true);
  expect(lost).toHaveLength(1);
  expect(pool.totalCount).toBe(0);

  line.mend();
  expect((await sql`select 1`.execute(db)).rows).toHaveLength(1);
});

test('migrations may be silent for longer, and the server does not end their statements', async () => {
  const { db } = await onLine({ patient: true, silentMs: 1 });
  const { rows } = await sql<{ slept: string }>`
    select pg_sleep(0.2)::text as slept, current_setting('statement_timeout') as limit`.execute(db);
  expect(rows).toEqual([{ slept: '', limit: '0' }]);
});

test('the server gives up before the gateway does', async () => {
  const { db } = await onLine();
  const { rows } = await sql`select current_setting('statement_timeout') as limit`.execute(db);
  expect(rows).toEqual([{ limit: '13s' }]);
  const error = await sql`set local statement_timeout = 1; select pg_sleep(20)`
    .execute(db)
    .catch((failed: unknown) => failed);
  expect(error).toMatchObject({ code: '57014' });
  expect(isLostDatabase(error)).toBe(true);
});
