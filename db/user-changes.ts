/** Changes of people that touch more than their row: there is always an admin, and their sessions move along. */
import { sql } from 'kysely';
import type { Role } from '../contract/words.ts';
import type { Db } from './database.ts';
import { countAdmins, userColumns, userRowOf, type UserRow } from './users.ts';

export interface UserChange {
  email?: string;
  name?: string;
  role?: Role;
  passwordHash?: string;
  disabled?: boolean;
}

export type Refused = { refused: 'gone' | 'last_admin' | 'email_taken' };

/** Of the advisory lock that whoever makes or unmakes an admin holds. */
const lockKey = 4_863_601;

export async function lockAdmins(transaction: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(transaction);
}

/** Undoes a transaction whose end would break a rule. */
class Undo extends Error {
  readonly refused: Refused['refused'];
  constructor(refused: Refused['refused']) {
    super(refused);
    this.refused = refused;
  }
}

/**
 * What takes rights away (role, password, disabled) ends every access token, and a new password or the account's
 * end all logins. A new name moves the versions of the person's sessions on: they show it.
 */
export function changeUser(
  db: Db,
  id: string,
  change: UserChange,
): Promise<{ before: UserRow; after: UserRow } | Refused> {
  return guarded(db, async (transaction) => {
    const before = await locked(transaction, id);
    const ends = change.passwordHash !== undefined || (change.disabled === true && !before.disabled);
    const ofRole = change.role !== undefined && change.role !== before.role;
    const record = await transaction
      .updateTable('users')
      .set({
        email: change.email,
        name: change.name,
        role: change.role,
        password_hash: change.passwordHash,
        disabled: change.disabled,
        gen: before.gen + (ends || ofRole ? 1 : 0),
      })
      .where('id', '=', id)
      .returning(userColumns)
      .executeTakeFirstOrThrow();
    const after = userRowOf(record);
    if (ends) await transaction.deleteFrom('logins').where('user_id', '=', id).execute();
    if (isAdmin(before) && !isAdmin(after)) await keepOneAdmin(transaction);
    if (after.name !== before.name) await moveSessionsOf(transaction, id);
    return { before, after };
  });
}

/** The person's sessions stay, as nobody's. */
export function removeUser(db: Db, id: string): Promise<{ before: UserRow } | Refused> {
  return guarded(db, async (transaction) => {
    const before = await locked(transaction, id);
    await moveSessionsOf(transaction, id, { leave: true });
    await transaction.deleteFrom('users').where('id', '=', id).execute();
    if (isAdmin(before)) await keepOneAdmin(transaction);
    return { before };
  });
}

/** Sessions show their owner: their versions move on, and every node is told to look. */
export async function moveSessionsOf(db: Db, ownerId: string, { leave = false } = {}): Promise<void> {
  await sql`
    with moved as (
      update sessions set version = version + 1, updated_at = clock_timestamp(),
        owner_id = case when ${leave} then null else owner_id end
      where owner_id = ${ownerId}
      returning 1
    )
    select pg_notify('heliograph', '{"scan":true}') where exists (select 1 from moved)
  `.execute(db);
}

const isAdmin = (user: UserRow) => user.role === 'admin' && !user.disabled && user.externalId === null;

/** Held until the end: nobody gives this person a session meanwhile. */
async function locked(transaction: Db, id: string): Promise<UserRow> {
  const record = await transaction
    .selectFrom('users')
    .select(userColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!record) throw new Undo('gone');
  return userRowOf(record);
}

async function keepOneAdmin(transaction: Db): Promise<void> {
  if ((await countAdmins(transaction)) === 0) throw new Undo('last_admin');
}

async function guarded<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T | Refused> {
  try {
    return await db.transaction().execute(async (transaction) => {
      await lockAdmins(transaction);
      return work(transaction);
    });
  } catch (error) {
    if (error instanceof Undo) return { refused: error.refused };
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23505' && constraint === 'users_email_key') return { refused: 'email_taken' };
    throw error;
  }
}
