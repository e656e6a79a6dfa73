import { failureWords } from '../api/failure-words.ts';
import { isRefusal } from '../api/refusal.ts';
import type { Speech } from '../words/language.tsx';

/** Why a link's holder was refused, in words for somebody who has never seen the dashboard. */
export function linkWords(error: unknown, speech: Pick<Speech, 't' | 'language'>): string {
  if (isRefusal(error) && error.reason === 'too_many') return speech.t('pairLink.tooMany');
  if (isRefusal(error) && error.reason === 'link_ended') return speech.t('link.ended');
  if (isRefusal(error)) return failureWords(error, speech);
  return speech.t('pairLink.noCode');
}
