/** Receipts: what a call with an Idempotency-Key was answered, for ten minutes. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface ReceiptKey {
  /** Hash of who asks, how, and what for. */
  scope: string;
  key: string;
}

/** A receipt, and the one call that may answer it. */
export interface HeldReceipt extends ReceiptKey {
  holder: string;
}

export interface StoredReceipt {
  requestHash: string;
  /** `lost`: whoever carried it out ended before it answered. */
  state: 'running' | 'done' | 'lost';
  status: number | null;
  answerSealed: string | null;
}

const lasts = sql`interval '10 minutes'`;
/** A holder that has not been heard of for this long is gone. */
const holderIsGoneAfter = sql`interval '15 seconds'`;

/** True: this call is the first with its key, and must be answered by `finishReceipt` or given back. */
export async function claimReceipt(db: Db, claim: HeldReceipt & { requestHash: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into receipts as r (scope, key, request_hash, state, node)
    values (${claim.scope}, ${claim.key}, ${claim.requestHash}, 'running', ${claim.holder})
    on conflict (scope, key) do update set request_hash = excluded.request_hash, state = 'running',
      node = excluded.node, started_at = clock_timestamp(), heartbeat_at = clock_timestamp(),
      http_status = null, answer_sealed = null
      where r.started_at < clock_timestamp() - ${lasts}
  `.execute(db);
  return numAffectedRows === 1n;
}

export async function readReceipt(db: Db, { scope, key }: ReceiptKey): Promise<StoredReceipt | null> {
  const { rows } = await sql<StoredReceipt>`
    select request_hash as "requestHash", http_status as status, answer_sealed as "answerSealed",
      case when state = 'running' and heartbeat_at < clock_timestamp() - ${holderIsGoneAfter}
        then 'lost' else state end as state
    from receipts where scope = ${scope} and key = ${key}
  `.execute(db);
  return rows[0] ?? null;
}

export const keepReceipt = (db: Db, { scope, key, holder }: HeldReceipt): Promise<unknown> =>
  sql`
    update receipts set heartbeat_at = clock_timestamp()
    where scope = ${scope} and key = ${key} and node = ${holder}
  `.execute(db);

/** Nothing, where another call has taken the receipt over: it outlived its ten minutes. */
export const finishReceipt = (
  db: Db,
  { scope, key, holder }: HeldReceipt,
  answer: { status: number; sealed: string },
): Promise<unknown> =>
  sql`
    update receipts set state = 'done', http_status = ${answer.status}, answer_sealed = ${answer.sealed}
    where scope = ${scope} and key = ${key} and node = ${holder}
  `.execute(db);
