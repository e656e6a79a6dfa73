/** Why a session is down and needs a person: what happened, what to do, what was tried already. */
import { IconArrowRight, IconClock, IconHandStop } from '@tabler/icons-react';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { causeWords } from '../sessions/now-words.ts';
import { Moment } from '../time/moment.tsx';
import { clockTime, countdown, moment } from '../time/words.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { triesSince } from './tried.ts';
import { WhatToDo } from './what-to-do.tsx';
import classes from './cause-card.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

export function CauseCard({ state, entries }: Props) {
  const speech = useCopy();
  const { t, language } = speech;
  const at = useNow();
  const { old } = useTruth();
  const words = causeWords(state, at, speech);
  const { cause } = state;
  const when = moment(Date.parse(cause?.since ?? state.phaseSince), at, language);
  return (
    <section
      className={classes.card}
      style={{ ['--tone' as string]: `var(--hg-phase-${state.phase}-solid)` }}
      data-old={old || undefined}
    >
      <header className={classes.head} data-phase-badge={state.phase} data-old={old || undefined}>
        <PhaseIcon phase={state.phase} size={24} />
        <div>
          <h2>{words.title || t('cause.unknown.title')}</h2>
          <p>
            {t('session.since', { when })} {words.next || t('cause.unknown.next')}
          </p>
        </div>
      </header>
      <div className={classes.body}>
        <WhatToDo state={state} entries={entries} />
        <Tried state={state} entries={entries} />
      </div>
    </section>
  );
}

/** Each try with its time, and what comes next: another one, or a person. */
function Tried({ state, entries }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const at = useNow();
  const { recovery, phase, phaseSince, cause } = state;
  const tries = triesSince(entries, Date.parse(cause?.since ?? phaseSince), speech);
  if (!recovery && tries.length === 0) return null;
  const next = recovery?.nextAttemptAt ? Date.parse(recovery.nextAttemptAt) : null;
  const stopped = next === null && phase === 'needs-attention';
  return (
    <div className={classes.part}>
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
            <Moment at={Date.parse(phaseSince)}>{clockTime(Date.parse(phaseSince), true)}</Moment>
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
