import type { SessionState } from '../../contract/session.ts';
import { useUpstream } from '../live/live.tsx';
import { clockTime, longSpan } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
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
  if (!complete || sessions.length === 0) return null;
  if (since !== null) {
    return (
      <p className={classes.words}>{n('list.asOf', sessions.length, { time: clockTime(since, true) })}</p>
    );
  }
  const oldest = sessions.reduce((min, each) => Math.min(min, seenAt(each, upstream)), at);
  const span = longSpan(Math.max(2_000, at - oldest), language);
  return (
    <p className={classes.words}>
      {waiting === 0 ? t('list.calm') : n('list.need', waiting)} {t('list.seenWithin', { span })}
    </p>
  );
}
