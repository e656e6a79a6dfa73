/** What was typed when a login was ended by force: it is there again after the next one. Secrets are not kept. */
import { changedFields, type Draft, type Field } from './draft.ts';

const secret: readonly Field[] = ['token', 'proxyUrl', 'accessKey', 'secretKey'];

export interface KeptDraft {
  changes: Partial<Draft>;
  /** Something secret was typed as well. */
  lacks: boolean;
}

let kept: (KeptDraft & { person: string; form: string }) | null = null;

/** @param form the session's id, or a word for a new one */
export function keepDraft(person: string, form: string, before: Draft, draft: Draft): void {
  const changed = changedFields(before, draft);
  if (changed.length === 0) return;
  const open = changed.filter((field) => !secret.includes(field));
  const fields: Field[] = open.includes('events') ? [...open, 'eventsMode'] : open;
  kept = {
    person,
    form,
    changes: Object.fromEntries(fields.map((field) => [field, draft[field]])),
    lacks: open.length < changed.length,
  };
}

/** For the person who typed it, in that form; until it is dropped. */
export function keptDraft(person: string, form: string): KeptDraft | null {
  return kept?.person === person && kept.form === form ? kept : null;
}

export const dropDraft = (): void => void (kept = null);
