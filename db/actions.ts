/** Action rows: one running action for a session at a time, and the receipt for its Idempotency-Key. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface ActionClaim {
  sessionId: string;
  kind: string;
  actor: string;
  node: string;
  bootId: string;
}

/** A holder that has not been heard of for this long is gone. */
const holderIsGoneAfter = sql`interval '15 seconds'`;

/** Takes the session's row, releasing one whose holder is gone or was an earlier life of this node. Null: held. */
export async function claimAction(db: Db, claim: ActionClaim): Promise<string | null> {
  await sql`
    update actions set state = 'released', finished_at = clock_timestamp()
    where session_id = ${claim.sessionId} and state = 'running'
      and (heartbeat_at < clock_timestamp() - ${holderIsGoneAfter}
        or (node = ${claim.node} and boot_id <> ${claim.bootId}))
  `.execute(db);
  const { rows } = await sql<{ id: string }>`
    insert into actions (session_id, kind, actor, state, node, boot_id)
    values (${claim.sessionId}, ${claim.kind}, ${claim.actor}, 'running', ${claim.node}, ${claim.bootId})
    on conflict (session_id) where state = 'running' do nothing
    returning id
  `.execute(db);
  return rows[0]?.id ?? null;
}

/** Renews the claim; false when it was taken away meanwhile. */
export async function keepAction(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update actions set heartbeat_at = clock_timestamp() where id = ${id} and state = 'running'
  `.execute(db);
  return numAffectedRows === 1n;
}

export async function finishAction(
  db: Db,
  id: string,
  answer: { status: number; body: unknown },
): Promise<void> {
  await sql`
    update actions set state = 'done', finished_at = clock_timestamp(),
      http_status = ${answer.status}, answer = ${JSON.stringify(answer.body)}::jsonb
    where id = ${id}
  `.execute(db);
}
