/** The one statement that moves a session from a version to the next. */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { factColumns } from './session-record.ts';
import type { SessionRow } from './session-row.ts';
import type { NewTimelineEntry, TimelineRow } from './timeline.ts';

export interface Change {
  before: SessionRow;
  after: SessionRow;
  entries: NewTimelineEntry[];
  /** Commit only if nobody looked at the session since this time: the idle rule's own condition. */
  unlessWatchedSince?: number;
}

export interface Committed {
  rows: SessionRow[];
  entries: TimelineRow[];
}

interface Moved {
  kind: 'row' | 'entry';
  id: string;
  entry_id: string | null;
  position: number | null;
}

/**
 * Commits each change whose version is still the one it was derived from, with its timeline entries, and tells
 * the other nodes; all in one statement. Answers those that won; the others lost a race.
 * `lease`: commit only while this node still holds it, by the database's clock.
 */
export async function commitChanges(
  db: Db,
  changes: Change[],
  lease: { name: string; epoch: number } | null = null,
): Promise<Committed> {
  if (changes.length === 0) return { rows: [], entries: [] };
  const wanted = changes.map(({ before, after, unlessWatchedSince }) => ({
    id: before.id,
    generation: before.generation,
    version: before.version,
    ...factColumns(after),
    observed_at: after.observedAt,
    observed_by: after.observedBy,
    unless_watched_since: unlessWatchedSince ?? null,
  }));
  const entries = changes.flatMap((change) => change.entries);
  const numbered = entries.map((entry, position) => ({
    position,
    session_id: entry.sessionId,
    at: entry.at,
    type: entry.type,
    actor: entry.actor,
    data: entry.data,
  }));
  const { rows: moved } = await sql<Moved>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(
        id text, generation int, version int, phase text, phase_since float8, connected boolean,
        logged_in boolean, jid text, last_jid text, qrcode text, desired text, quiet_until float8,
        facts jsonb, observed_at float8, observed_by text, unless_watched_since float8)
    ), moved as (
      update sessions s set
        version = s.version + 1, phase = w.phase, phase_since = to_timestamp(w.phase_since / 1000),
        connected = w.connected, logged_in = w.logged_in, jid = w.jid, last_jid = w.last_jid,
        qrcode = w.qrcode, desired = w.desired, quiet_until = to_timestamp(w.quiet_until / 1000),
        facts = w.facts, observed_at = to_timestamp(w.observed_at / 1000), observed_by = w.observed_by,
        updated_at = clock_timestamp()
      from wanted w
      where s.id = w.id and s.generation = w.generation and s.version = w.version
        and (w.unless_watched_since is null or not exists (
          select 1 from viewers v
          where v.session_id = s.id and v.seen_at > to_timestamp(w.unless_watched_since / 1000)))
        and (${lease === null} or exists (
          select 1 from leases l
          where l.name = ${lease?.name ?? ''} and l.epoch = ${lease?.epoch ?? 0} and l.expires_at > clock_timestamp()))
      returning s.id, s.generation, s.version
    ), told as (
      insert into timeline (session_id, at, type, actor, data)
      select e.session_id, to_timestamp(e.at / 1000), e.type, e.actor, e.data
      from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as e(
        position int, session_id text, at float8, type text, actor text, data jsonb)
      join moved on moved.id = e.session_id
      order by e.position
      returning id, session_id
    ), woken as (
      select string_agg(pg_notify('heliograph', case when many > 50 then '{"scan":true}' else
        json_build_object('i', id, 'g', generation, 'v', version)::text end)::text, '') as note
      from (select *, count(*) over () as many, row_number() over () as place from moved) m
      where many <= 50 or place = 1
    )
    select 'row' as kind, moved.id, null as entry_id, (select note from woken) as note from moved
    union all
    select 'entry', told.session_id, told.id::text, null from told
  `.execute(db);
  return assemble(changes, moved);
}

/** Entries come back in the order they were written, session by session. */
function assemble(changes: Change[], moved: Moved[]): Committed {
  const won = new Set(moved.filter((one) => one.kind === 'row').map((one) => one.id));
  const ids = moved.filter((one) => one.kind === 'entry').map((one) => one.entry_id!);
  ids.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const committed: Committed = { rows: [], entries: [] };
  for (const { before, after, entries } of changes) {
    if (!won.has(before.id)) continue;
    committed.rows.push({ ...after, version: before.version + 1 });
    for (const entry of entries) committed.entries.push({ id: ids.shift()!, ...entry });
  }
  return committed;
}
