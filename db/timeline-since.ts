/** The timeline entries that another node wrote with the versions this one just read. */
import type { Pool } from 'pg';
import type { TimelineType } from '../contract/words.ts';
import type { TimelineRow } from './timeline.ts';

interface Entry {
  id: string;
  session_id: string;
  at: Date;
  type: TimelineType;
  actor: string | null;
  data: Record<string, unknown>;
}

/** The newest entry's id, "0" where there is none. */
export async function newestEntryId(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`select coalesce(max(id), 0)::text as id from timeline`);
  return rows[0]?.id ?? '0';
}

/** Entries of these sessions after this id, in order. */
export async function entriesSince(
  pool: Pool,
  sessionIds: string[],
  afterId: string,
): Promise<TimelineRow[]> {
  const { rows } = await pool.query<Entry>(
    `select id::text, session_id, at, type, actor, data from timeline
     where session_id = any($1::text[]) and id > $2::bigint order by id limit 5000`,
    [sessionIds, afterId],
  );
  return rows.map(({ id, session_id, at, type, actor, data }) => ({
    id,
    sessionId: session_id,
    at: at.getTime(),
    type,
    actor,
    data,
  }));
}
