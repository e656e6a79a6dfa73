/** A past that was made up, for the demo: it takes the place of what its sessions' taking over left. */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { NewTimelineEntry } from './timeline.ts';

export interface Past {
  upstream: string;
  sessions: { id: string; createdAt: number; phaseSince: number }[];
  /** Of these sessions, and of none. */
  entries: NewTimelineEntry[];
  gaps: { from: number; to: number; why: 'gateway' | 'upstream' }[];
}

export async function writePast(db: Db, past: Past): Promise<void> {
  const ids = sql`any(${past.sessions.map(({ id }) => id)}::text[])`;
  await db.transaction().execute(async (trx) => {
    // Looks are committed meanwhile: they wait, rather than wait for us while we wait for them.
    await sql`lock table sessions in exclusive mode`.execute(trx);
    await sql`delete from timeline where type = 'created' and session_id = ${ids}`.execute(trx);
    const { rows } = await sql<{ id: string }>`select coalesce(max(id), 0) as id from timeline`.execute(trx);
    await sql`
      insert into timeline (session_id, at, type, actor, data)
      select "sessionId", to_timestamp(at / 1000), type, actor, data
      from jsonb_to_recordset(${JSON.stringify(past.entries)}::jsonb) as e(
        "sessionId" text, at float8, type text, actor text, data jsonb)
      order by at
    `.execute(trx);
    // The timeline is read by id: what happened since the taking over comes after the past.
    await sql`update timeline set id = default where id <= ${rows[0]?.id ?? '0'} and session_id = ${ids}`.execute(
      trx,
    );
    await sql`
      insert into gaps (upstream, from_at, to_at, why)
      select ${past.upstream}, to_timestamp("from" / 1000), to_timestamp("to" / 1000), why
      from jsonb_to_recordset(${JSON.stringify(past.gaps)}::jsonb) as g("from" float8, "to" float8, why text)
    `.execute(trx);
    await sql`
      update sessions set version = version + 1,
        created_at = to_timestamp(p."createdAt" / 1000), phase_since = to_timestamp(p."phaseSince" / 1000)
      from jsonb_to_recordset(${JSON.stringify(past.sessions)}::jsonb) as p(
        id text, "createdAt" float8, "phaseSince" float8)
      where sessions.id = p.id and upstream = ${past.upstream}
    `.execute(trx);
  });
}
