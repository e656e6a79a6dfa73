/** How fast changes went out, minute by minute. A minute may have many rows: of each node, and of each of its lives. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface PushMinute {
  /** The minute's begin, ms on Postgres's clock. */
  at: number;
  /** Pushes by how long they took, in the buckets of the gateway's histogram. */
  counts: number[];
  /** Those that a webhook told of. */
  byWebhook: number;
  /** Changes whose stages were measured, and the sums of these. */
  staged: number;
  lookMs: number;
  commitMs: number;
  emitMs: number;
}

export async function addPushMinute(
  db: Db,
  whose: { upstream: string; node: string },
  minute: PushMinute,
): Promise<void> {
  await db
    .insertInto('push_minutes')
    .values({
      upstream: whose.upstream,
      node: whose.node,
      at: new Date(minute.at),
      counts: minute.counts,
      by_webhook: minute.byWebhook,
      staged: minute.staged,
      look_ms: minute.lookMs,
      commit_ms: minute.commitMs,
      emit_ms: minute.emitMs,
    })
    .execute();
}

/** Of all nodes, in no order. @param since ms on Postgres's clock */
export async function readPushMinutes(db: Db, upstream: string, since: number): Promise<PushMinute[]> {
  const { rows } = await sql<PushMinute>`
    select extract(epoch from at)::float8 * 1000 as at, counts, by_webhook as "byWebhook", staged,
      look_ms as "lookMs", commit_ms as "commitMs", emit_ms as "emitMs"
    from push_minutes
    where upstream = ${upstream} and at >= to_timestamp(${since}::float8 / 1000)
  `.execute(db);
  return rows;
}
