/** What is known of the Go service itself, for every node: whether it answers, and the last complete sweep. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface UpstreamRow {
  status: 'reachable' | 'unreachable';
  since: number;
  observedAt: number | null;
  /** The last moment somebody was looking: a gap begins here when the gateway dies. */
  seenAt: number | null;
}

export async function readUpstream(db: Db, upstream: string): Promise<UpstreamRow | null> {
  const row = await db
    .selectFrom('upstreams')
    .selectAll()
    .where('upstream', '=', upstream)
    .executeTakeFirst();
  return row
    ? {
        status: row.status,
        since: row.since.getTime(),
        observedAt: row.observed_at?.getTime() ?? null,
        seenAt: row.seen_at?.getTime() ?? null,
      }
    : null;
}

export async function writeUpstream(db: Db, upstream: string, view: UpstreamRow): Promise<void> {
  const at = (ms: number | null) => (ms === null ? sql`null` : sql`to_timestamp(${ms}::float8 / 1000)`);
  await sql`
    insert into upstreams (upstream, status, since, observed_at, seen_at)
    values (${upstream}, ${view.status}, ${at(view.since)}, ${at(view.observedAt)}, ${at(view.seenAt)})
    on conflict (upstream) do update set
      status = excluded.status, since = excluded.since,
      observed_at = excluded.observed_at, seen_at = excluded.seen_at
  `.execute(db);
}
