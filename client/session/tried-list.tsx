import { Button } from '@mantine/core';
import { IconArrowRight, IconClock, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { Moment } from '../time/moment.tsx';
import { clockTime, countdown } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { triesSince } from './tried.ts';
import classes from './cause-card.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

/** Each try with its time, and what comes next: another one, or a person. */
export function Tried({ state, entries }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const at = useNow();
  const [open, setOpen] = useState(false);
  const { recovery, phase, phaseSince, cause } = state;
  const tries = triesSince(entries, Date.parse(cause?.since ?? phaseSince), speech);
  if (!recovery && tries.length === 0) return null;
  const next = recovery?.nextAttemptAt ? Date.parse(recovery.nextAttemptAt) : null;
  const stopped = next === null && phase === 'needs-attention';
  const stoppedAt = clockTime(Date.parse(phaseSince), true);
  // A phone has room for the sum alone, until somebody wants more.
  const sum = stopped && recovery && recovery.attempt > 0;
  return (
    <div className={classes.part} data-folded={(sum && !open) || undefined}>
      {sum && (
        <p className={classes.sum}>
          <span>{speech.n('fall.triedStopped', recovery.attempt, { time: stoppedAt })}</span>
          <Button
            variant="subtle"
            size="compact-sm"
            c="var(--hg-link)"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'fall.hideTries' : 'fall.showTries')}
          </Button>
        </p>
      )}
      <h3>{t('detail.tried')}</h3>
      <ol className={classes.tries}>
        {tries.slice(-5).map((each) => (
          <li key={each.id}>
            {each.waited ? <IconClock size={16} aria-hidden /> : <IconArrowRight size={16} aria-hidden />}
            <span>{each.words}</span>
            <Moment at={each.at}>{clockTime(each.at, true)}</Moment>
          </li>
        ))}
        {stopped && (
          <li className={classes.stopped}>
            <IconHandStop size={16} aria-hidden />
            <span>{t('detail.stopped')}</span>
            <Moment at={Date.parse(phaseSince)}>{stoppedAt}</Moment>
          </li>
        )}
      </ol>
      {tries.length === 0 && recovery && recovery.attempt > 0 && (
        <p>{speech.n('session.triedTimes', recovery.attempt)}</p>
      )}
      {next !== null && <p>{t('session.nextTry', { time: countdown(Math.max(0, next - at)) })}</p>}
    </div>
  );
}
