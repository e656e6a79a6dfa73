/** What Heliograph did by itself since a session fell, oldest first. Pure. */
import type { TimelineEntry } from '../../contract/socket.ts';
import { hasSentence } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

export interface Try {
  id: string;
  at: number;
  words: string;
  /** It was put off rather than carried out. */
  waited: boolean;
}

/** @param since when it fell, ms; what it tried before belongs to another fall */
export function triesSince(
  entries: readonly TimelineEntry[],
  since: number,
  { t }: Pick<Speech, 't'>,
): Try[] {
  const once = new Map(entries.map((entry) => [entry.id, entry]));
  return [...once.values()]
    .filter(({ type, at }) => type === 'recovery' && Date.parse(at) >= since)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.id) - Number(b.id))
    .map(({ id, at, data }) => ({
      id,
      at: Date.parse(at),
      words: wordsOf(data, t),
      waited: data['step'] === 'wait',
    }));
}

function wordsOf(data: TimelineEntry['data'], t: Speech['t']): string {
  const why = `timeline.why.${String(data['reason'])}`;
  switch (data['step']) {
    case 'connect':
      return t('tried.connect');
    case 'wait':
      return t('tried.waited');
    default:
      return hasSentence(why) ? t('tried.failedWhy', { why: t(why) }) : t('tried.failed');
  }
}
