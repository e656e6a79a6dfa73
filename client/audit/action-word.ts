import type { AuditAction, AuditEntry } from '../../contract/audit.ts';
import { hasSentence, type CopyKey } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

type Named<Action extends string> = Action extends `${infer Area}.${infer Act}` ? `${Area}_${Act}` : Action;

/** The name of the action's words: a dot would be a step down. */
export const actionWord = (action: AuditAction) =>
  `audit.actions.${action.replace('.', '_') as Named<AuditAction>}` satisfies CopyKey;

type Details = Pick<AuditEntry, 'details'>;

/** Whom or what it was done to, by the name it had then. */
export function objectOf({ details }: Details): string | null {
  for (const key of ['name', 'email']) {
    const value = details[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** The last name that each session had in these entries, newest first: what is deleted has one nowhere else. */
export function namesThen(
  entries: readonly Pick<AuditEntry, 'sessionId' | 'details'>[],
): Map<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const name = objectOf(entry);
    if (entry.sessionId !== null && name !== null && !names.has(entry.sessionId))
      names.set(entry.sessionId, name);
  }
  return names;
}

/** Why: what the person gave as a reason, or else the gateway's own for refusing. */
export function reasonOf({ details, reason }: Details & Pick<AuditEntry, 'reason'>): string | null {
  const given = details['reason'];
  return typeof given === 'string' && given !== '' ? given : reason;
}

/** The same in words: what a person gave is told as it is, the gateway's own reason in the page's language. */
export function reasonWords(entry: Pick<AuditEntry, 'details' | 'reason'>, { t }: Pick<Speech, 't'>) {
  const reason = reasonOf(entry);
  if (reason === null || reason !== entry.reason) return reason;
  const key = [`timeline.why.${reason}`, `audit.why.${reason}`].find(hasSentence);
  return key ? t(key) : reason.replaceAll('_', ' ');
}
