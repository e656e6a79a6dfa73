/** Phases in which nothing is wrong that a person could mend at once: off, stopping, healing by itself. */
import type { SessionState } from '../../contract/session.ts';
import { useUpstream } from '../live/live.tsx';
import { PhaseTile } from '../phase/phase-badge.tsx';
import { causeWords, nowWords } from '../sessions/now-words.ts';
import { clockTime, countdown, moment } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy, type Speech } from '../words/language.tsx';
import { ConnectButton } from './connect-button.tsx';
import classes from './cards.module.css';

/** A session that heals gets no button for this long: it is faster than a person. */
const patienceMs = 30_000;

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

export function QuietCard({ state }: { state: SessionState }) {
  const speech = useCopy();
  const at = useNow();
  const { old } = useTruth();
  const upstream = useUpstream();
  const { title, body } = quietWords(state, at, old ? seenAt(state, upstream) : null, speech);
  const heals = state.phase === 'reconnecting';
  const late = at - Date.parse(state.phaseSince) > patienceMs;
  return (
    <section className={classes.card}>
      <PhaseTile phase={state.phase} old={old} />
      <div className={classes.words}>
        <h2>{title}</h2>
        <p>{body}</p>
        {heals && late && <p>{speech.t('session.healsLong')}</p>}
      </div>
      {!heals && <ConnectButton state={state} />}
    </section>
  );
}
