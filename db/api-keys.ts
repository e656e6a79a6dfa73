/** API keys. Only their hashes and how they begin are here; all times are the database's. */
import { sql } from 'kysely';
import type { Scope } from '../contract/keys.ts';
import type { Db } from './database.ts';

export interface ApiKeyRow {
  id: string;
  userId: string;
  ownerName: string;
  name: string;
  keyHash: string;
  /** How it begins; null: it is from before that was kept. */
  hint: string | null;
  scopes: Scope[];
  createdAt: number;
  /** ms; null: until it is revoked. */
  expiresAt: number | null;
  lastUsedAt: number | null;
}

export interface NewKey {
  id: string;
  userId: string;
  name: string;
  keyHash: string;
  hint: string;
  scopes: Scope[];
  expiresAt: number | null;
}

const living = (db: Db) =>
  db
    .selectFrom('api_keys')
    .innerJoin('users', 'users.id', 'api_keys.user_id')
    .select([
      'api_keys.id',
      'api_keys.user_id',
      'users.name as owner_name',
      'api_keys.name',
      'api_keys.key_hash',
      'api_keys.hint',
      'api_keys.scopes',
      'api_keys.created_at',
      'api_keys.expires_at',
      'api_keys.last_used_at',
    ])
    .where('api_keys.revoked_at', 'is', null);

type KeyRecord = Awaited<ReturnType<ReturnType<typeof living>['executeTakeFirstOrThrow']>>;

const rowOf = (record: KeyRecord): ApiKeyRow => ({
  id: record.id,
  userId: record.user_id,
  ownerName: record.owner_name,
  name: record.name,
  keyHash: record.key_hash,
  hint: record.hint,
  scopes: record.scopes,
  createdAt: record.created_at.getTime(),
  expiresAt: record.expires_at?.getTime() ?? null,
  lastUsedAt: record.last_used_at?.getTime() ?? null,
});

/** Those that are not revoked; ones at their end are among them. */
export async function listKeys(db: Db): Promise<ApiKeyRow[]> {
  return (await living(db).orderBy('api_keys.created_at').orderBy('api_keys.id').execute()).map(rowOf);
}

export async function findKeys(db: Db, hashes: string[]): Promise<ApiKeyRow[]> {
  if (hashes.length === 0) return [];
  const records = await living(db)
    .where('api_keys.key_hash', '=', sql<string>`any(${hashes}::text[])`)
    .execute();
  return records.map(rowOf);
}

export async function insertKey(db: Db, key: NewKey): Promise<ApiKeyRow> {
  await db
    .insertInto('api_keys')
    .values({
      id: key.id,
      user_id: key.userId,
      name: key.name,
      key_hash: key.keyHash,
      hint: key.hint,
      scopes: key.scopes,
      expires_at: key.expiresAt === null ? null : new Date(key.expiresAt),
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  return rowOf(await living(db).where('api_keys.id', '=', key.id).executeTakeFirstOrThrow());
}

/** Null when there is no such key, or it was revoked before. */
export async function revokeKey(db: Db, id: string): Promise<{ keyHash: string; name: string } | null> {
  const record = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(['key_hash', 'name'])
    .executeTakeFirst();
  return record ? { keyHash: record.key_hash, name: record.name } : null;
}

/** Written at most once in `everyMs`, whichever node is asked. */
export async function touchKey(db: Db, id: string, everyMs: number): Promise<void> {
  await sql`
    update api_keys set last_used_at = clock_timestamp()
    where id = ${id} and (last_used_at is null
      or last_used_at < clock_timestamp() - make_interval(secs => ${everyMs / 1_000}))
  `.execute(db);
}
