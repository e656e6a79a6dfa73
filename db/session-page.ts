/** A page of the list of sessions: in the order of their names, by a filter and a search. */
import { sql, type RawBuilder } from 'kysely';
import type { statusFilters } from '../contract/rest.ts';
import type { Cipher } from './cipher.ts';
import type { Db } from './database.ts';
import { rowOf } from './session-record.ts';
import type { SessionRow } from './session-row.ts';

export interface PageQuery {
  status: (typeof statusFilters)[number];
  q?: string;
  /** Only this owner's. */
  ownerId?: string;
  limit: number;
  cursor?: string;
}

export interface Page {
  rows: SessionRow[];
  total: number;
  nextCursor: string | null;
}

/** A page's cursor: the place after its last row in the list's order. */
const encodeCursor = (name: string, id: string) =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');
export function decodeCursor(cursor: string): [string, string] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string') {
      return [value[0], value[1]];
    }
    return null;
  } catch {
    return null;
  }
}

type Condition = RawBuilder<boolean>;

/** In words, not as values: an index is partial. */
const statusWords: Record<PageQuery['status'], Condition> = {
  all: sql`true`,
  connected: sql`connected and logged_in`,
  qr_required: sql`connected and not logged_in`,
  disconnected: sql`not connected`,
};

const likeWords = (q: string) => `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** All of one service, in its scope. */
export const selectSessions = (db: Db, upstream: string) =>
  db
    .selectFrom('sessions')
    .leftJoin('users', 'users.id', 'sessions.owner_id')
    .selectAll('sessions')
    .select('users.name as owner_name')
    .where('sessions.upstream', '=', upstream);

export async function readPage(db: Db, cipher: Cipher, upstream: string, query: PageQuery): Promise<Page> {
  const { limit, cursor } = query;
  const place = cursor === undefined ? null : decodeCursor(cursor);
  const after: Condition = place === null ? sql`true` : sql`(s.name, s.id) > (${place[0]}, ${place[1]})`;
  const { records, total } = await (query.q ? searched(query.q) : listed());
  const rows = records.slice(0, limit).map((record) => rowOf(record, cipher));
  const last = rows.at(-1);
  return {
    rows,
    total,
    nextCursor: records.length > limit && last ? encodeCursor(last.name, last.id) : null,
  };

  function wanted(): Condition {
    const owned: Condition = query.ownerId === undefined ? sql`true` : sql`owner_id = ${query.ownerId}`;
    return sql`upstream = ${upstream} and ${statusWords[query.status]} and ${owned}`;
  }

  /** The page by an index that has its order. */
  async function listed() {
    const [records, counted] = await Promise.all([
      ordered()
        .where(
          sql<boolean>`sessions.id = any(array(
          select s.id from sessions s where ${wanted()} and ${after} order by s.name, s.id limit ${limit + 1}))`,
        )
        .execute(),
      sql<{ total: number }>`select count(*)::int as total from sessions where ${wanted()}`.execute(db),
    ]);
    return { records, total: counted.rows[0]?.total ?? 0 };
  }

  /**
   * All that is found, once, and then the page of it: in one query the list's order would tempt Postgres to read on
   * until it has a page. The owners come first, as one value: else no index of the sessions would do.
   */
  async function searched(q: string) {
    const like = likeWords(q);
    const { rows: found } = await sql<{ total: number; ids: string[] }>`
      with s as materialized (
        select name, id from sessions where ${wanted()} and (
          search ilike ${like} or owner_id = any(array(select users.id from users where users.name ilike ${like}))
        )
      )
      select (select count(*)::int from s) as total, array(
        select s.id from s where ${after} order by s.name, s.id limit ${limit + 1}
      ) as ids`.execute(db);
    const { total = 0, ids = [] } = found[0] ?? {};
    if (ids.length === 0) return { records: [], total };
    return {
      records: await ordered()
        .where('sessions.id', '=', sql<string>`any(${ids})`)
        .execute(),
      total,
    };
  }

  function ordered() {
    return selectSessions(db, upstream).orderBy('sessions.name').orderBy('sessions.id');
  }
}
