import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './testing.ts';

test('a test database is empty, its own, and gone after drop even while somebody is connected', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  const client = new pg.Client({ connectionString: one.connectionString });
  client.on('error', () => {});
  await client.connect();
  await client.query('create table looks (id int)');
  const other = new pg.Client({ connectionString: two.connectionString });
  await other.connect();
  await expect(other.query('select * from looks')).rejects.toThrow(/does not exist/);
  await other.end();

  await one.drop();
  await two.drop();
  await expect(new pg.Client({ connectionString: one.connectionString }).connect()).rejects.toThrow(
    /does not exist/,
  );
});
