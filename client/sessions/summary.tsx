import { useMemo } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useUpstream } from '../live/live.tsx';
import { clockTime, longSpan } from '../time/words.ts';
import { oldestSeenAt } from '../truth/seen.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import classes from './summary.module.css';

interface Props {
  sessions: readonly SessionState[];
  complete: boolean;
  waiting: number;
  /** Since when all this is only last known. */
  since: number | null;
}

/** One sentence: how many need a person, and how fresh everything on this page is. */
export function Summary({ sessions, complete, waiting, since }: Props) {
  const { t, n, language } = useCopy();
  const upstream = useUpstream();
  const at = useNow();
  const oldest = useMemo(() => oldestSeenAt(sessions, upstream), [sessions, upstream]);
  if (!complete || oldest === null) return null;
  if (since !== null) {
    return (
      <p className={classes.words}>{n('list.asOf', sessions.length, { time: clockTime(since, true) })}</p>
    );
  }
  const span = longSpan(Math.max(2_000, at - oldest), language);
  return (
    <p className={classes.words}>
      {waiting === 0 ? t('list.calm') : n('list.need', waiting)} {t('list.seenWithin', { span })}
    </p>
  );
}
