/** People: those with a password here, and those whom another application's token introduced (`ext:`). */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../contract/words.ts';
import type { Db } from './database.ts';

export interface UserRow {
  id: string;
  /** The person's id at the other application; null: one of ours. */
  externalId: string | null;
  email: string | null;
  name: string;
  role: Role;
  disabled: boolean;
  /** A bump ends every access token that was issued before. */
  gen: number;
  lastSeenAt: number | null;
}

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
  disabled?: boolean;
}

export const userColumns = [
  'id',
  'external_id',
  'email',
  'name',
  'role',
  'disabled',
  'gen',
  'last_seen_at',
] as const;

export interface UserRecord {
  id: string;
  external_id: string | null;
  email: string | null;
  name: string;
  role: Role;
  disabled: boolean;
  gen: number;
  last_seen_at: Date | null;
}

export const userRowOf = (record: UserRecord): UserRow => ({
  id: record.id,
  externalId: record.external_id,
  email: record.email,
  name: record.name,
  role: record.role,
  disabled: record.disabled,
  gen: record.gen,
  lastSeenAt: record.last_seen_at?.getTime() ?? null,
});

export async function findUsers(db: Db, ids: string[]): Promise<UserRow[]> {
  if (ids.length === 0) return [];
  const records = await db
    .selectFrom('users')
    .select(userColumns)
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  return records.map(userRowOf);
}

/** @param email in lower case, as it is stored */
export async function findUserForLogin(
  db: Db,
  email: string,
): Promise<(UserRow & { passwordHash: string | null }) | null> {
  const record = await db
    .selectFrom('users')
    .select([...userColumns, 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  return record ? { ...userRowOf(record), passwordHash: record.password_hash } : null;
}

export async function listUsers(db: Db): Promise<UserRow[]> {
  const records = await db.selectFrom('users').select(userColumns).orderBy('name').orderBy('id').execute();
  return records.map(userRowOf);
}

/** Null when the e-mail address is taken. */
export async function insertUser(db: Db, user: NewUser): Promise<UserRow | null> {
  const record = await db
    .insertInto('users')
    .values({
      id: randomBytes(16).toString('hex'),
      external_id: null,
      email: user.email,
      name: user.name,
      role: user.role,
      password_hash: user.passwordHash,
      disabled: user.disabled ?? false,
      last_seen_at: null,
    })
    .onConflict((oc) => oc.column('email').doNothing())
    .returning(userColumns)
    .executeTakeFirst();
  return record ? userRowOf(record) : null;
}

/** A person of another application, at first sight or with a new name or role. */
export async function saveExternalUser(
  db: Db,
  user: { externalId: string; name: string; role: Role },
): Promise<UserRow> {
  const record = await db
    .insertInto('users')
    .values({
      id: `ext:${user.externalId}`,
      external_id: user.externalId,
      email: null,
      name: user.name,
      role: user.role,
      password_hash: null,
      last_seen_at: new Date(),
    })
    .onConflict((oc) =>
      oc.column('id').doUpdateSet({ name: user.name, role: user.role, last_seen_at: new Date() }),
    )
    .returning(userColumns)
    .executeTakeFirstOrThrow();
  return userRowOf(record);
}

/** Admins who can sign in here; other applications' admins do not count. */
export async function countAdmins(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('role', '=', 'admin')
    .where('external_id', 'is', null)
    .where('disabled', '=', false)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Ends every access token of the person that was issued before. */
export async function bumpGen(db: Db, id: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ gen: sql`gen + 1` })
    .where('id', '=', id)
    .execute();
}

/** Ends every access token too. Null when the person is gone, or the password is another one meanwhile. */
export async function setPasswordHash(
  db: Db,
  id: string,
  { was, is }: { was: string; is: string },
): Promise<UserRow | null> {
  const record = await db
    .updateTable('users')
    .set({ password_hash: is, gen: sql`gen + 1` })
    .where('id', '=', id)
    .where('password_hash', '=', was)
    .returning(userColumns)
    .executeTakeFirst();
  return record ? userRowOf(record) : null;
}

export async function touchUser(db: Db, id: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ last_seen_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
}
