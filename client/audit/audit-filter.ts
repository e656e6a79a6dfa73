/** Which entries are asked for: as the address says it, and as the gateway is asked. Pure. */
import type { AuditAction, AuditOutcome } from '../../contract/audit.ts';
import { auditActions, auditOutcomes } from '../../contract/audit-words.ts';

/** `from` and `to` are days of this place, 2026-11-23; both are in it. */
export interface AuditFilter {
  actor: string | null;
  session: string | null;
  action: AuditAction | null;
  outcome: AuditOutcome | null;
  from: string | null;
  to: string | null;
}

/** Midnight of a day here, or of a day after it; null: that is no day. */
function midnight(day: string | null, daysOn = 0): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!parts) return null;
  const at = new Date(0);
  at.setFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + daysOn);
  at.setHours(0, 0, 0, 0);
  return at;
}

/** What the address has and no entry can match is left out: it was typed by hand, or is of another version. */
export function filterIn(query: URLSearchParams): AuditFilter {
  const day = (name: string) => (midnight(query.get(name)) ? query.get(name) : null);
  return {
    actor: query.get('actor'),
    session: query.get('session'),
    action: auditActions.find((each) => each === query.get('action')) ?? null,
    outcome: auditOutcomes.find((each) => each === query.get('outcome')) ?? null,
    from: day('from'),
    to: day('to'),
  };
}

export const isFiltered = (filter: AuditFilter) => Object.values(filter).some((value) => value !== null);

/** The same as the gateway's own parameters. */
export function askedOf({ actor, session, action, outcome, from, to }: AuditFilter): URLSearchParams {
  const asked = {
    actor,
    sessionId: session,
    action,
    outcome,
    since: midnight(from)?.toISOString(),
    until: midnight(to, 1)?.toISOString(),
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value);
  return query;
}
