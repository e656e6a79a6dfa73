/** The gateways that live, by the database's clock: for people to see, nothing is decided by it. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface NodeRow {
  id: string;
  version: string;
  /** When it started, ms. */
  since: number;
}

const livesFor = sql`make_interval(secs => 20)`;

/** To be called every few seconds. The rows of nodes that are long gone go too. */
export async function beat(db: Db, node: { id: string; version: string }): Promise<void> {
  await sql`
    with gone as (delete from nodes where seen_at < clock_timestamp() - interval '1 day' and id <> ${node.id})
    insert into nodes (id, version) values (${node.id}, ${node.version})
    on conflict (id) do update set seen_at = clock_timestamp()
  `.execute(db);
}

export async function livingNodes(db: Db): Promise<NodeRow[]> {
  const records = await db
    .selectFrom('nodes')
    .select(['id', 'version', 'since'])
    .where('seen_at', '>', sql<Date>`clock_timestamp() - ${livesFor}`)
    .orderBy('since')
    .orderBy('id')
    .execute();
  return records.map((record) => ({ ...record, since: record.since.getTime() }));
}

export async function leave(db: Db, id: string): Promise<void> {
  await db.deleteFrom('nodes').where('id', '=', id).execute();
}
