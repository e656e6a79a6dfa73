/** The audit as a file: one line an entry, newest first, in the contract's own names. */
import type { AuditEntry } from '../../contract/audit.ts';
import { objectOf, reasonOf } from './action-word.ts';

const columns = 'id,at,actorId,actor,kind,action,object,sessionId,outcome,reason,ip,details';

/** Quoted where it has to be; what a spreadsheet would run as a formula is made text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with a mark at the start by which spreadsheets know that it is UTF-8. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) =>
    [
      entry.id,
      entry.at,
      entry.actor.id ?? '',
      entry.actor.name,
      entry.actor.kind,
      entry.action,
      objectOf(entry) ?? '',
      entry.sessionId ?? '',
      entry.outcome,
      reasonOf(entry) ?? '',
      entry.ip ?? '',
      JSON.stringify(entry.details),
    ]
      .map(field)
      .join(','),
  );
  return `\ufeff${[columns, ...lines].join('\r\n')}\r\n`;
}
