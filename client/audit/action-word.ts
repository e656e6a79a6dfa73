import type { AuditAction, AuditEntry } from '../../contract/audit.ts';
import { hasSentence, type CopyKey } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

type Named<Action extends string> = Action extends `${infer Area}.${infer Act}` ? `${Area}_${Act}` : Action;

/** The name of the action's words: a dot would be a step down. */
export const actionWord = (action: AuditAction) =>
  `audit.actions.${action.replace('.', '_') as Named<AuditAction>}` satisfies CopyKey;

/** Whom or what it was done to, when that is not a session. */
export function objectOf({ details }: Pick<AuditEntry, 'details'>): string | null {
  for (const key of ['name', 'email']) {
    const value = details[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** Why: what the person gave as a reason, or else the gateway's own for refusing. */
export function reasonOf({ details, reason }: Pick<AuditEntry, 'details' | 'reason'>): string | null {
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
