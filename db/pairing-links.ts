/** Pairing links. Only their hashes are here; all times are the database's. */
import { sql } from 'kysely';
import type { Role } from '../contract/words.ts';
import type { Db } from './database.ts';

export interface PairingLinkRow {
  id: string;
  sessionId: string;
  createdAt: number;
  expiresAt: number;
  starts: number;
  /** Who made it, as that person stands now. */
  by: { userId: string; name: string; role: Role; disabled: boolean; keyId: string | null };
}

export interface NewPairingLink {
  id: string;
  sessionId: string;
  tokenHash: string;
  userId: string;
  keyId: string | null;
  lifeMs: number;
}

const soon = (ms: number) => sql<Date>`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`;

/** Not used, not revoked, not at its end, and not by a key that was revoked. */
const open = (db: Db) =>
  db
    .selectFrom('pairing_links as l')
    .innerJoin('users as u', 'u.id', 'l.user_id')
    .leftJoin('api_keys as k', 'k.id', 'l.key_id')
    .select([
      'l.id',
      'l.session_id',
      'l.created_at',
      'l.expires_at',
      'l.starts',
      'l.user_id',
      'l.key_id',
      'u.name',
      'u.role',
      'u.disabled',
    ])
    .where('l.used_at', 'is', null)
    .where('l.revoked_at', 'is', null)
    .where('k.revoked_at', 'is', null)
    .where('l.expires_at', '>', sql<Date>`clock_timestamp()`)
    .orderBy('l.created_at', 'desc');

type Record = Awaited<ReturnType<ReturnType<typeof open>['executeTakeFirstOrThrow']>>;
const rowOf = (record: Record): PairingLinkRow => ({
  id: record.id,
  sessionId: record.session_id,
  createdAt: record.created_at.getTime(),
  expiresAt: record.expires_at.getTime(),
  starts: record.starts,
  by: {
    userId: record.user_id,
    name: record.name,
    role: record.role,
    disabled: record.disabled,
    keyId: record.key_id,
  },
});

/** @returns when it ends, ms */
export async function insertLink(db: Db, link: NewPairingLink): Promise<number> {
  const { expires_at } = await db
    .insertInto('pairing_links')
    .values({
      id: link.id,
      session_id: link.sessionId,
      token_hash: link.tokenHash,
      user_id: link.userId,
      key_id: link.keyId,
      expires_at: soon(link.lifeMs),
      used_at: null,
      revoked_at: null,
      code_at: null,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at.getTime();
}

export async function openLinks(
  db: Db,
  which: { sessionId?: string; ids?: string[] } = {},
): Promise<PairingLinkRow[]> {
  let query = open(db);
  if (which.sessionId !== undefined) query = query.where('l.session_id', '=', which.sessionId);
  if (which.ids) query = query.where('l.id', '=', sql<string>`any(${which.ids}::text[])`);
  return (await query.execute()).map(rowOf);
}

export async function findOpenLink(db: Db, tokenHash: string): Promise<PairingLinkRow | null> {
  const record = await open(db).where('l.token_hash', '=', tokenHash).executeTakeFirst();
  return record ? rowOf(record) : null;
}

/** False when the session has no such open link. */
export async function revokeLink(db: Db, sessionId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pairing_links')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('session_id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The sessions got online: their links have done what they were for. */
export async function useLinks(db: Db, sessionIds: string[]): Promise<void> {
  await db
    .updateTable('pairing_links')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('session_id', '=', sql<string>`any(${sessionIds}::text[])`)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Takes one of the link's `most` starts; false when there is none left. */
export async function takeStart(db: Db, id: string, most: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pairing_links')
    .set((eb) => ({ starts: eb('starts', '+', 1) }))
    .where('id', '=', id)
    .where('starts', '<', most)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Nothing was begun by it. */
export async function giveStartBack(db: Db, id: string): Promise<void> {
  await db
    .updateTable('pairing_links')
    .set((eb) => ({ starts: eb('starts', '-', 1) }))
    .where('id', '=', id)
    .where('starts', '>', 0)
    .execute();
}

/** Takes one of the link's `most` codes, and not within `pauseMs` of the last; false when it has to wait, or has none. */
export async function takeCode(db: Db, id: string, most: number, pauseMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pairing_links')
    .set((eb) => ({ codes: eb('codes', '+', 1), code_at: sql<Date>`clock_timestamp()` }))
    .where('id', '=', id)
    .where('codes', '<', most)
    .where((eb) => eb.or([eb('code_at', 'is', null), eb('code_at', '<', soon(-pauseMs))]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ended links are kept for a month, for whoever asks what became of one. */
export async function dropOldLinks(db: Db): Promise<void> {
  await sql`delete from pairing_links where expires_at < clock_timestamp() - interval '30 days'`.execute(db);
}
