/** Writes the audit. An entry that cannot be stored goes to the log: what happened is told somewhere. */
import { insertAudit, type NewAuditEntry } from '../../db/audit.ts';
import type { Db } from '../../db/database.ts';
import type { Log } from './log.ts';

export interface Audit {
  /** Never rejects. Await it where nothing may happen without its entry. */
  record(entry: NewAuditEntry): Promise<void>;
  /** Resolves when all entries so far are stored; before the database is closed. */
  settled(): Promise<void>;
}

export function createAudit({ db, log }: { db: Db; log: Log }): Audit {
  const pending = new Set<Promise<void>>();
  return {
    record(entry) {
      const writing = insertAudit(db, entry)
        .catch((error: unknown) => log.error({ err: error, entry }, 'an audit entry could not be stored'))
        .finally(() => pending.delete(writing));
      pending.add(writing);
      return writing;
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}

/** A refresh token that was used a second time: somebody else has it. */
export const theftEntry = (theft: {
  userId: string;
  loginId: string;
  from: { ip: string | null };
}): NewAuditEntry => ({
  actor: { id: null, name: '', kind: 'stranger', userId: null },
  action: 'login.theft',
  sessionId: null,
  ip: theft.from.ip,
  outcome: 'refused',
  reason: 'unauthorized',
  details: { userId: theft.userId, loginId: theft.loginId },
});
