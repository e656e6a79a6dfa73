/** Phases in which nothing is wrong that a person could mend at once: off, stopping, healing by itself. */
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { patienceMs } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useUpstream } from '../live/live.tsx';
import { PhaseTile } from '../phase/phase-badge.tsx';
import { causeWords, nowWords } from '../sessions/now-words.ts';
import { clockTime, countdown, moment } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy, type Speech } from '../words/language.tsx';
import { causeSteps } from './cause-steps.ts';
import { ConnectButton } from './connect-button.tsx';
import { connectableFrom, connectWords } from './connect-words.ts';
import { WhyNot } from './why-not.tsx';
import { WhatToDo } from './what-to-do.tsx';
import classes from './cards.module.css';

function quietWords(
  state: SessionState,
  at: number,
  lastSeen: number | null,
  speech: Speech,
): { title: string; body: string } {
  const { t, language } = speech;
  const cause = causeWords(state, at, speech);
  if (state.phase === 'stopping') {
    const time = state.pairingEndsAt ? clockTime(Date.parse(state.pairingEndsAt), true) : '–';
    return { title: cause.title || t('phase.stopping'), body: t('pairing.stopping', { time }) };
  }
  if (state.phase === 'reconnecting') {
    const next = state.recovery?.nextAttemptAt ? Date.parse(state.recovery.nextAttemptAt) - at : null;
    const retry = next !== null && next > 0 ? ` ${t('session.nextTry', { time: countdown(next) })}` : '';
    return {
      title: nowWords(state, at, lastSeen, speech).now,
      body: `${cause.next || t('cause.network.next')}${retry}`,
    };
  }
  if (cause.title === '') {
    const paired = state.jid ?? state.lastJid;
    return paired
      ? { title: t('session.offTitle'), body: t('session.offBody') }
      : { title: t('session.neverTitle'), body: t('session.neverBody') };
  }
  const when = moment(Date.parse(state.cause?.since ?? state.phaseSince), at, language);
  return { title: `${cause.title}, ${when}`, body: cause.next };
}

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

export function QuietCard({ state, entries }: Props) {
  const speech = useCopy();
  const { act } = useMay();
  const at = useNow();
  const { old } = useTruth();
  const upstream = useUpstream();
  const { title, body } = quietWords(state, at, old ? seenAt(state, upstream) : null, speech);
  const late = state.phase === 'reconnecting' && at - Date.parse(state.phaseSince) > patienceMs;
  const connectFrom = late && act ? connectableFrom(state, at) : null;
  const steps = state.phase === 'offline' && state.cause !== null && causeSteps(state, at, speech).length > 1;
  return (
    <section className={classes.card} data-steps={steps || undefined}>
      <PhaseTile phase={state.phase} old={old} />
      <div className={classes.words}>
        <h2>{title}</h2>
        <p>{body}</p>
        {late && (
          <p>
            {speech.t('session.healsLong')}{' '}
            {connectFrom !== null && speech.t('session.healsUntil', { time: clockTime(connectFrom) })}{' '}
            {act && speech.t('session.healsMenu')}
          </p>
        )}
        {!steps && act && connectWords(state, at) !== null && <WhyNot />}
        {steps && (
          <div className={classes.steps}>
            <WhatToDo state={state} entries={entries} />
          </div>
        )}
      </div>
      {!steps && <ConnectButton state={state} />}
    </section>
  );
}
