/** Where it stands: the four steps from a socket to a session that is online. */
import { IconCircle, IconCircleCheckFilled, IconLoader2, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { pairingLengthMs } from './code-view.ts';
import classes from './standing.module.css';

type StepState = 'done' | 'now' | 'ahead';

/** How many of the steps are behind us: connected, scan, phone accepts, online. */
export function stepsDone(state: SessionState): number {
  if (state.phase === 'online') return 4;
  if (state.scannedAt !== null) return 2;
  if (state.phase === 'pairing') return 1;
  return state.connected ? 1 : 0;
}

function Step({
  is,
  icon,
  words,
  note,
}: {
  is: StepState;
  icon?: ReactNode;
  words: string;
  note?: string | null;
}) {
  const mark =
    is === 'done' ? (
      <IconCircleCheckFilled size={16} className={classes.done} aria-hidden />
    ) : is === 'now' ? (
      (icon ?? <IconLoader2 size={16} className={classes.turns} aria-hidden />)
    ) : (
      <IconCircle size={14} aria-hidden />
    );
  return (
    <li className={classes.step} data-is={is} aria-current={is === 'now' ? 'step' : undefined}>
      <span className={classes.mark}>{mark}</span>
      {words}
      {note && <span className={classes.note}>{note}</span>}
    </li>
  );
}

export function Standing({ state, byCode = false }: { state: SessionState; byCode?: boolean }) {
  const { t } = useCopy();
  const done = stepsDone(state);
  const is = (index: number): StepState => (index < done ? 'done' : index === done ? 'now' : 'ahead');
  const begun = state.pairingEndsAt
    ? Date.parse(state.pairingEndsAt) - pairingLengthMs
    : state.phase === 'connecting'
      ? Date.parse(state.phaseSince)
      : null;
  const paired = state.pairingEndsAt === null && state.scannedAt === null;
  const { qr, pairingCode } = state;
  const waiting = byCode
    ? pairingCode && t('pairing.codeEnds', { time: clockTime(Date.parse(pairingCode.expiresAt), true) })
    : qr &&
      qr.attempt !== null &&
      qr.of !== null &&
      t('pairing.codeOfSmall', { attempt: qr.attempt, of: qr.of });
  return (
    <div className={classes.box}>
      <h3>{t('detail.whereItStands')}</h3>
      <ol className={classes.steps}>
        <Step
          is={is(0)}
          words={t(is(0) === 'done' ? 'pairing.stepConnected' : 'pairing.stepConnecting')}
          // When it was asked for is known; the moment in which the service said yes is not.
          note={begun === null ? null : t('pairing.askedAt', { time: clockTime(begun, true) })}
        />
        {!paired && (
          <Step
            is={is(1)}
            icon={<IconQrcode size={16} className={classes.sun} aria-hidden />}
            words={t(byCode ? 'pairing.stepPhone' : 'pairing.stepScan')}
            note={is(1) === 'now' ? waiting || null : null}
          />
        )}
        {!paired && <Step is={is(2)} words={t('pairing.stepAccepts')} />}
        <Step
          is={paired ? (done >= 4 ? 'done' : done >= 1 ? 'now' : 'ahead') : is(3)}
          words={t('phase.online')}
        />
      </ol>
    </div>
  );
}
