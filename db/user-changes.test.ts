import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type pg from 'pg';
import { openDatabase, migrate, type Db } from './database.ts';
import { testDatabase } from './testing.ts';
import { changeUser, removeUser, moveSessionsOf } from './user-changes.ts';
import { countAdmins, findUsers, insertUser, saveExternalUser, type UserRow } from './users.ts';
import type { Role } from '../contract/words.ts';

let db: Db;
let pool: pg.Pool;
let end: () => Promise<void>;
let admin: UserRow;
let made = 0;

beforeAll(async () => {
  const home = await testDatabase();
  const database = openDatabase(home.connectionString);
  ({ db, pool } = database);
  await migrate(db);
  end = async () => {
    await database.close();
    await home.drop();
  };
});
afterAll(() => end());
beforeEach(async () => {
  await db.deleteFrom('users').execute();
  admin = await user('admin');
});

const user = async (role: Role): Promise<UserRow> =>
  (await insertUser(db, { email: `u${++made}@example.com`, name: 'Rani', role, passwordHash: 'x' }))!;

async function session(ownerId: string | null): Promise<string> {
  const id = `s${++made}`;
  await pool.query(
    `insert into sessions (id, upstream, name, owner_id, token_sealed, token_hash, s3, phase, phase_since, facts,
      observed_at, observed_by) values ($1, 'service', 'one', $2, 'x', $1, '{}', 'offline', now(), '{}', now(), 'sweep')`,
    [id, ownerId],
  );
  return id;
}
const stored = (id: string) =>
  db.selectFrom('sessions').select(['owner_id', 'version']).where('id', '=', id).executeTakeFirstOrThrow();

/** What is said on the channel while `work` runs. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const client = await pool.connect();
  const notes: string[] = [];
  client.on('notification', (note) => void notes.push(note.payload ?? ''));
  await client.query('listen heliograph');
  await work();
  await client.query('select 1');
  client.release(true);
  return notes;
}

describe('the last admin', () => {
  test.each([
    ['demoted', () => changeUser(db, admin.id, { role: 'operator' })],
    ['disabled', () => changeUser(db, admin.id, { disabled: true })],
    ['deleted', () => removeUser(db, admin.id)],
  ])('cannot be %s, and stays as it was', async (_name, change) => {
    await user('operator');
    await saveExternalUser(db, { externalId: '1', name: 'Away', role: 'admin' });
    expect(await change()).toEqual({ refused: 'last_admin' });
    expect(await findUsers(db, [admin.id])).toEqual([admin]);
  });

  test('is still there when two admins take each other’s rights at the same moment', async () => {
    const other = await user('admin');
    const results = await Promise.all([
      changeUser(db, admin.id, { role: 'viewer' }),
      removeUser(db, other.id),
      changeUser(db, other.id, { disabled: true }),
    ]);
    expect(await countAdmins(db)).toBe(1);
    expect(results.filter((result) => 'refused' in result).length).toBeGreaterThan(0);
  });

  test('may change everything else, and goes when there is another', async () => {
    expect(await changeUser(db, admin.id, { name: 'Sari', passwordHash: 'y' })).toMatchObject({
      after: { name: 'Sari', gen: 2 },
    });
    await user('admin');
    expect(await removeUser(db, admin.id)).toMatchObject({ before: { id: admin.id } });
  });
});

describe('a change', () => {
  test.each([
    [{ role: 'viewer' }, 2],
    [{ passwordHash: 'y' }, 2],
    [{ disabled: true }, 2],
    [{ role: 'operator' }, 1],
    [{ disabled: false }, 1],
    [{ name: 'Sari' }, 1],
    [{ email: 'sari@example.com' }, 1],
    [{}, 1],
  ] as const)('%j leaves access tokens of generation %i', async (change, gen) => {
    const { id } = await user('operator');
    expect(await changeUser(db, id, change)).toMatchObject({ after: { gen } });
  });

  test('of the password or to disabled ends all logins, of the role none', async () => {
    const logins = () => db.selectFrom('logins').select('id').execute();
    const { id } = await user('operator');
    const login = () =>
      pool.query(
        `insert into logins (id, user_id, token_hash, expires_at) values ($1, $2, $1, now() + interval '1 day')`,
        [`l${++made}`, id],
      );
    await login();
    await changeUser(db, id, { role: 'viewer' });
    expect(await logins()).toHaveLength(1);
    await changeUser(db, id, { passwordHash: 'y' });
    expect(await logins()).toHaveLength(0);
    await login();
    await changeUser(db, id, { disabled: true });
    expect(await logins()).toHaveLength(0);
  });

  test('to somebody else’s e-mail address is refused, of nobody too', async () => {
    const { id } = await user('viewer');
    expect(await changeUser(db, id, { email: admin.email! })).toEqual({ refused: 'email_taken' });
    expect(await changeUser(db, 'nobody', { name: 'x' })).toEqual({ refused: 'gone' });
    expect(await removeUser(db, 'nobody')).toEqual({ refused: 'gone' });
  });
});

describe('the sessions of a person', () => {
  test('who is deleted are nobody’s, in a new version that every node is told of', async () => {
    const { id } = await user('operator');
    const [theirs, others] = [await session(id), await session(admin.id)];
    expect(await heard(() => removeUser(db, id))).toEqual(['{"scan":true}']);
    expect(await stored(theirs)).toEqual({ owner_id: null, version: 2 });
    expect(await stored(others)).toEqual({ owner_id: admin.id, version: 1 });
  });

  test('with a new name move on too, since they show it', async () => {
    const theirs = await session(admin.id);
    expect(await heard(() => changeUser(db, admin.id, { name: 'Sari' }))).toEqual(['{"scan":true}']);
    expect(await stored(theirs)).toEqual({ owner_id: admin.id, version: 2 });
  });

  test('stay as they are when a change is refused, and nobody is told', async () => {
    const theirs = await session(admin.id);
    expect(await heard(() => removeUser(db, admin.id))).toEqual([]);
    expect(await stored(theirs)).toEqual({ owner_id: admin.id, version: 1 });
  });

  test('that do not exist are no news', async () => {
    expect(await heard(() => moveSessionsOf(db, admin.id))).toEqual([]);
  });
});
