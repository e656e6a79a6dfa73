/** What happened to a session, in order; and when nobody looked. */
import { sql } from 'kysely';
import type { TimelineType } from '../contract/words.ts';
import type { Db } from './database.ts';

export interface NewTimelineEntry {
  sessionId: string | null;
  at: number;
  type: TimelineType;
  actor: string | null;
  data: Record<string, unknown>;
}

export interface TimelineRow extends NewTimelineEntry {
  id: string;
}

export async function addEntry(db: Db, entry: NewTimelineEntry): Promise<TimelineRow> {
  const [row] = await addEntries(db, [entry]);
  return row!;
}

/** In one statement, in this order. */
export async function addEntries(db: Db, entries: readonly NewTimelineEntry[]): Promise<TimelineRow[]> {
  if (entries.length === 0) return [];
  const ids = await db
    .insertInto('timeline')
    .values(
      entries.map((entry) => ({
        session_id: entry.sessionId,
        at: new Date(entry.at),
        type: entry.type,
        actor: entry.actor,
        data: JSON.stringify(entry.data),
      })),
    )
    .returning('id')
    .execute();
  return entries.map((entry, at) => ({ id: ids[at]!.id, ...entry }));
}

/** A session's entries, newest first, older than `before` (an entry's id). */
export async function readTimeline(
  db: Db,
  sessionId: string,
  page: { before?: string; limit: number },
): Promise<TimelineRow[]> {
  const rows = await db
    .selectFrom('timeline')
    .selectAll()
    .where('session_id', '=', sessionId)
    .$if(page.before !== undefined, (q) => q.where('id', '<', page.before!))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    at: row.at.getTime(),
    type: row.type,
    actor: row.actor,
    data: row.data,
  }));
}

/** Nobody looks from now on; a gap that is open already stays as it is. */
export async function openGap(
  db: Db,
  upstream: string,
  from: number,
  why: 'gateway' | 'upstream',
): Promise<void> {
  await sql`
    insert into gaps (upstream, from_at, why)
    select ${upstream}, to_timestamp(${from}::float8 / 1000), ${why}
    where not exists (select 1 from gaps where upstream = ${upstream} and to_at is null)
  `.execute(db);
}

export async function closeGap(db: Db, upstream: string, to: number): Promise<void> {
  await sql`
    update gaps set to_at = greatest(from_at, to_timestamp(${to}::float8 / 1000))
    where upstream = ${upstream} and to_at is null
  `.execute(db);
}
