/** The audit: entries are added and read, never changed. */
import type { ActorKind, AuditAction, AuditOutcome, AuditQuery } from '../contract/audit.ts';
import type { Db } from './database.ts';

export interface NewAuditEntry {
  /** `userId`: the person behind a key; for a person the same as `id`. */
  actor: { id: string | null; name: string; kind: ActorKind; userId: string | null };
  action: AuditAction;
  sessionId: string | null;
  ip: string | null;
  outcome: AuditOutcome;
  reason: string | null;
  /** Names and choices, never a secret. */
  details: Record<string, unknown>;
}

export interface AuditRow extends NewAuditEntry {
  id: string;
  at: number;
}

export async function insertAudit(db: Db, entry: NewAuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      actor_id: entry.actor.id,
      actor_name: entry.actor.name,
      actor_kind: entry.actor.kind,
      user_id: entry.actor.userId,
      action: entry.action,
      session_id: entry.sessionId,
      ip: entry.ip,
      outcome: entry.outcome,
      reason: entry.reason,
      details: JSON.stringify(entry.details),
    })
    .execute();
}

/** Entries that match, newest first, older than `before` (an entry's id). */
export async function readAudit(db: Db, query: AuditQuery): Promise<AuditRow[]> {
  const { before, actor, sessionId, action, outcome, since, until } = query;
  const records = await db
    .selectFrom('audit')
    .selectAll()
    .$if(before !== undefined, (q) => q.where('id', '<', before!))
    .$if(actor !== undefined, (q) =>
      q.where((eb) => eb.or([eb('actor_id', '=', actor!), eb('user_id', '=', actor!)])),
    )
    .$if(sessionId !== undefined, (q) => q.where('session_id', '=', sessionId!))
    .$if(action !== undefined, (q) => q.where('action', '=', action!))
    .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome!))
    .$if(since !== undefined, (q) => q.where('at', '>=', new Date(since!)))
    .$if(until !== undefined, (q) => q.where('at', '<', new Date(until!)))
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return records.map((record) => ({
    id: record.id,
    at: record.at.getTime(),
    actor: {
      id: record.actor_id,
      name: record.actor_name,
      kind: record.actor_kind,
      userId: record.user_id,
    },
    action: record.action,
    sessionId: record.session_id,
    ip: record.ip,
    outcome: record.outcome,
    reason: record.reason,
    details: record.details,
  }));
}
