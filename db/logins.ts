/** Browsers that stay signed in. Only hashes of refresh tokens are here; all times are the database's. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface From {
  ip: string | null;
  userAgent: string | null;
}

export interface NewLogin extends From {
  id: string;
  userId: string;
  tokenHash: string;
  lifeMs: number;
}

const inMs = (ms: number) => sql<Date>`clock_timestamp() + make_interval(secs => ${ms / 1_000})`;
const nowSql = sql<Date>`clock_timestamp()`;

export async function insertLogin(db: Db, login: NewLogin): Promise<void> {
  await db
    .insertInto('logins')
    .values({
      id: login.id,
      user_id: login.userId,
      token_hash: login.tokenHash,
      previous_hash: null,
      rotated_at: null,
      expires_at: inMs(login.lifeMs),
      ip: login.ip,
      user_agent: login.userAgent,
    })
    .execute();
}

/** Puts the next token in the place of the current one; null when `tokenHash` is not the current one. */
export async function rotateLogin(
  db: Db,
  id: string,
  rotation: From & { tokenHash: string; nextHash: string; lifeMs: number },
): Promise<{ userId: string } | null> {
  const row = await db
    .updateTable('logins')
    .set({
      token_hash: rotation.nextHash,
      previous_hash: rotation.tokenHash,
      rotated_at: nowSql,
      last_seen_at: nowSql,
      expires_at: inMs(rotation.lifeMs),
      ip: rotation.ip,
      user_agent: rotation.userAgent,
    })
    .where('id', '=', id)
    .where('token_hash', '=', rotation.tokenHash)
    .where('expires_at', '>', nowSql)
    .returning('user_id')
    .executeTakeFirst();
  return row ? { userId: row.user_id } : null;
}

export interface LoginRow {
  userId: string;
  expired: boolean;
  previousHash: string | null;
  /** How long ago the current token took its predecessor's place; null: never. */
  rotatedMsAgo: number | null;
}

export async function findLogin(db: Db, id: string): Promise<LoginRow | null> {
  const row = await db
    .selectFrom('logins')
    .select(['user_id', 'previous_hash'])
    .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
    .select(sql<number | null>`(extract(epoch from clock_timestamp() - rotated_at) * 1000)::float8`.as('ago'))
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? { userId: row.user_id, expired: row.expired, previousHash: row.previous_hash, rotatedMsAgo: row.ago }
    : null;
}

/** Ends a login; with `tokenHash` only if that is its current token or the one before. Null: nothing ended. */
export async function endLogin(db: Db, id: string, tokenHash?: string): Promise<{ userId: string } | null> {
  const record = await db
    .deleteFrom('logins')
    .where('id', '=', id)
    .$if(tokenHash !== undefined, (q) => q.where(sql<boolean>`${tokenHash} in (token_hash, previous_hash)`))
    .returning('user_id')
    .executeTakeFirst();
  return record ? { userId: record.user_id } : null;
}

/** All of a person's logins, or all but `keep`. */
export async function endLoginsOf(db: Db, userId: string, keep: string | null = null): Promise<void> {
  await db
    .deleteFrom('logins')
    .where('user_id', '=', userId)
    .$if(keep !== null, (q) => q.where('id', '<>', keep!))
    .execute();
}

/** False when that person has no such login. */
export async function endLoginOf(db: Db, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('logins')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export interface LoginView {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  ip: string | null;
  userAgent: string | null;
}

/** A person's logins, the one seen last first. */
export async function listLogins(db: Db, userId: string): Promise<LoginView[]> {
  const records = await db
    .selectFrom('logins')
    .select(['id', 'created_at', 'last_seen_at', 'ip', 'user_agent'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', nowSql)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return records.map((record) => ({
    id: record.id,
    createdAt: record.created_at.getTime(),
    lastSeenAt: record.last_seen_at.getTime(),
    ip: record.ip,
    userAgent: record.user_agent,
  }));
}

/** Which of these logins have not ended. */
export async function livingLogins(db: Db, ids: string[]): Promise<string[]> {
  const records = await db
    .selectFrom('logins')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .where('expires_at', '>', nowSql)
    .execute();
  return records.map(({ id }) => id);
}

export async function dropExpiredLogins(db: Db): Promise<void> {
  await db.deleteFrom('logins').where('expires_at', '<=', nowSql).execute();
}
