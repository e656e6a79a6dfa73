import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, openDatabase, type Database } from './database.ts';
import { deleteOld } from './retention.ts';
import { testDatabase } from './testing.ts';

let home: Awaited<ReturnType<typeof testDatabase>>;
let database: Database;
beforeAll(async () => {
  home = await testDatabase();
  database = openDatabase(home.connectionString);
  await migrate(database.db);
});
afterAll(async () => {
  await database.close();
  await home.drop();
});

test('what is old goes, batch by batch, and what is not stays; an action that runs is never old', async () => {
  await database.pool.query(`
    insert into timeline (session_id, at, type) select 's', now() - interval '91 days', 'updated' from generate_series(1, 5001);
    insert into timeline (session_id, at, type) values ('s', now() - interval '89 days', 'updated');
    insert into actions (session_id, kind, actor, state, node, boot_id, started_at) values
      ('a', 'connect', 'x', 'done', 'n', 'b', now() - interval '8 days'),
      ('b', 'connect', 'x', 'running', 'n', 'b', now() - interval '8 days');
    insert into gaps (upstream, from_at, to_at, why) values
      ('service', now() - interval '100 days', now() - interval '95 days', 'gateway'),
      ('service', now() - interval '100 days', null, 'upstream');
    insert into receipts (scope, key, request_hash, state, node, started_at) values
      ('s', 'old', 'h', 'done', 'n', now() - interval '2 hours'), ('s', 'new', 'h', 'done', 'n', now());
    insert into audit (at, actor_name, actor_kind, action, outcome) values
      (now() - interval '401 days', '', 'gateway', 'login', 'ok'), (now(), '', 'gateway', 'login', 'ok');
  `);
  expect(await deleteOld(database.db)).toEqual({
    timeline: 5001,
    actions: 1,
    gaps: 1,
    receipts: 1,
    audit: 1,
  });
  expect(await deleteOld(database.db)).toEqual({});
  const { rows } = await database.pool.query<{ state: string }>('select state from actions');
  expect(rows).toEqual([{ state: 'running' }]);
});
