/** What uptime is computed from: changes of phase, and the times in which nobody looked. */
import { sql } from 'kysely';
import { phases, type Phase } from '../contract/words.ts';
import type { Db } from './database.ts';

export interface PhaseChange {
  sessionId: string;
  at: number;
  phase: Phase;
  from: Phase | null;
}

/** Of all these sessions in one query, oldest first. @param since ms on Postgres's clock */
export async function readPhaseChanges(db: Db, ids: string[], since: number): Promise<PhaseChange[]> {
  const { rows } = await sql<PhaseChange>`
    select session_id as "sessionId", extract(epoch from at)::float8 * 1000 as at,
      data ->> 'phase' as phase, data ->> 'from' as "from"
    from timeline
    where session_id = any(${ids}::text[]) and data ? 'phase' and at >= to_timestamp(${since}::float8 / 1000)
    order by at, id
  `.execute(db);
  // Of a new session the entry says where it came from instead.
  return rows.map((row) => ({ ...row, from: phases.includes(row.from as Phase) ? row.from : null }));
}

export async function readGaps(
  db: Db,
  upstream: string,
  since: number,
): Promise<{ from: number; to: number | null }[]> {
  const { rows } = await sql<{ from: number; to: number | null }>`
    select extract(epoch from from_at)::float8 * 1000 as "from", extract(epoch from to_at)::float8 * 1000 as "to"
    from gaps
    where upstream = ${upstream} and (to_at is null or to_at > to_timestamp(${since}::float8 / 1000))
    order by from_at
  `.execute(db);
  return rows;
}
