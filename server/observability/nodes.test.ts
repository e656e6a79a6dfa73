import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import { beat } from '../../db/nodes.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createLog } from './log.ts';
import { createNodes } from './nodes.ts';

let home: TestDatabase;
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

const log = createLog({ level: 'silent', format: 'json' });
const node = (name: string) => createNodes({ db: database.db, node: name, version: '1.2.3', log });
const ids = async () => (await node('x').living()).map(({ id }) => id);

test('nodes that live are seen by each other, until they stop', async () => {
  const [one, two] = [node('one'), node('two')];
  await one.start();
  await two.start();
  expect(await one.living()).toMatchObject([
    { id: 'one', version: '1.2.3' },
    { id: 'two', version: '1.2.3' },
  ]);
  await one.stop();
  expect(await ids()).toEqual(['two']);
  await two.stop();
});

test('one that died is gone after a while, and starts anew under its name', async () => {
  const one = node('one');
  await one.start();
  await database.pool.query(
    `update nodes set since = since - interval '1 hour', seen_at = seen_at - interval '21 s'`,
  );
  expect(await ids()).toEqual([]);
  await one.stop();
  const again = node('one');
  await again.start();
  const [born] = await again.living();
  await beat(database.db, { id: 'one', version: '1.2.3' });
  expect(await again.living()).toEqual([born]);
  expect(Date.now() - born!.since).toBeLessThan(60_000);
  await again.stop();
});
