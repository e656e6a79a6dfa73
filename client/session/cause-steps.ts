/** What a person can do about a cause, step by step. Pure. */
import type { SessionState } from '../../contract/session.ts';
import { banEnds } from '../actions/ban.ts';
import { moment } from '../time/words.ts';
import { hasSentence } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

/** The steps written for a cause: `causeSteps.replaced.1`, `.2`, … @param at ms */
export function causeSteps({ cause }: SessionState, at: number, { t, language }: Speech): string[] {
  const ends = banEnds({ cause });
  const until = ends === null ? '' : moment(ends, at, language);
  const untold = ends !== null && cause?.until === null;
  const code = cause?.code ?? 'unknown';
  return ['1', '2', '3'].flatMap((step) => {
    const key = `causeSteps.${code}.${untold && step === '1' ? 'untold' : step}`;
    return hasSentence(key) ? [t(key, { until })] : [];
  });
}

/** The steps of these say to copy a report. */
export const wantsReport = ({ cause }: SessionState): boolean => (cause?.code ?? 'unknown') === 'unknown';
