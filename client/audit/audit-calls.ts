/** The calls of the audit page. Each rejects with HeliographError. */
import type { AuditData, AuditEntry } from '../../contract/audit.ts';
import type { Person } from '../../contract/people.ts';
import type { Api } from '../api/port.ts';
import { askedOf, type AuditFilter } from './audit-filter.ts';

type Calls = Pick<Api, 'call'>;

/** Newest first; `before` is the cursor of the page above. */
export function readAudit(api: Calls, filter: AuditFilter, before: string | null, limit = 100) {
  const query = askedOf(filter);
  query.set('limit', String(limit));
  if (before) query.set('before', before);
  return api.call<AuditData>('GET', `/api/admin/audit?${query.toString()}`);
}

/** As many as a spreadsheet still opens with ease. */
const mostExported = 50_000;

export interface WholeAudit {
  entries: AuditEntry[];
  /** There are older ones than a file takes. */
  more: boolean;
}

/** All that match, page by page. */
export async function readWholeAudit(
  api: Calls,
  filter: AuditFilter,
  most = mostExported,
): Promise<WholeAudit> {
  const entries: AuditEntry[] = [];
  let before: string | null = null;
  do {
    const page: AuditData = await readAudit(api, filter, before, 200);
    entries.push(...page.entries);
    before = page.nextCursor;
  } while (before !== null && entries.length < most);
  return { entries, more: before !== null };
}

/** Those who may have done it, disabled ones too. */
export const readActors = async (api: Calls): Promise<Person[]> =>
  (await api.call<{ users: Person[] }>('GET', '/api/admin/users')).users;
