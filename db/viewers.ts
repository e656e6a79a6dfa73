/** Who looks at which session, on all nodes. A row outlives its viewer: the idle rule asks when anyone last looked. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface Look {
  sessionId: string;
  viewer: string;
  userId: string;
  name: string;
  /** Still looks; false: has left, or was a single request. */
  present: boolean;
}

export interface ViewerRow extends Look {
  node: string;
  seenAt: number;
}

/** Writes many looks in one statement, each seen now by the database's clock. */
export async function writeLooks(db: Db, node: string, looks: Look[]): Promise<void> {
  if (looks.length === 0) return;
  await sql`
    insert into viewers (session_id, viewer, node, user_id, name, seen_at, present)
    select "sessionId", viewer, ${node}, "userId", name, clock_timestamp(), present
    from jsonb_to_recordset(${JSON.stringify(looks)}::jsonb) as l(
      "sessionId" text, viewer text, "userId" text, name text, present boolean)
    on conflict (session_id, viewer) do update set
      node = excluded.node, name = excluded.name, seen_at = excluded.seen_at, present = excluded.present
  `.execute(db);
}

/** Those of this node that look still do. */
export async function renewLooks(db: Db, node: string): Promise<void> {
  await sql`update viewers set seen_at = clock_timestamp() where node = ${node} and present`.execute(db);
}

/** A node that starts or stops has no sockets: nobody of it looks any more. */
export async function endLooks(db: Db, node: string): Promise<void> {
  await sql`update viewers set present = false where node = ${node} and present`.execute(db);
}

export async function forgetLooks(db: Db, olderThanMs: number): Promise<void> {
  await sql`
    delete from viewers where seen_at < clock_timestamp() - make_interval(secs => ${olderThanMs / 1000}::float8)
  `.execute(db);
}

/** What the other nodes wrote within this time. */
export async function readLooks(db: Db, exceptNode: string, withinMs: number): Promise<ViewerRow[]> {
  const rows = await db
    .selectFrom('viewers')
    .selectAll()
    .where('node', '<>', exceptNode)
    .where('seen_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${withinMs / 1000}::float8)`)
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    viewer: row.viewer,
    node: row.node,
    userId: row.user_id,
    name: row.name,
    seenAt: row.seen_at.getTime(),
    present: row.present,
  }));
}
