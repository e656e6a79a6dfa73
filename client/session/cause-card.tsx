/** Why a session is down and needs a person: what happened, what to do, what was tried already. */
import { Button, CopyButton } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { causeWords } from '../sessions/now-words.ts';
import { countdown, moment } from '../time/words.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import type { CopyKey } from '../words/copy.ts';
import { hasSentence } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { ConnectButton } from './connect-button.tsx';
import { report } from './report.ts';
import classes from './cause-card.module.css';

/** The steps written for a cause: `causeSteps.replaced.1`, `.2`, … */
const stepsOf = (code: string): CopyKey[] =>
  ['1', '2', '3'].map((step) => `causeSteps.${code}.${step}`).filter(hasSentence);

export function CauseCard({ state }: { state: SessionState }) {
  const speech = useCopy();
  const { t, language } = speech;
  const at = useNow();
  const { old } = useTruth();
  const words = causeWords(state, at, speech);
  const { cause } = state;
  const code = cause?.code ?? 'unknown';
  const when = moment(Date.parse(cause?.since ?? state.phaseSince), at, language);
  const steps = stepsOf(code);
  const values = {
    until: cause?.until ? moment(Date.parse(cause.until), at, language) : t('session.someHours'),
  };
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
        <div className={classes.part}>
          <h3>{t('detail.whatToDo')}</h3>
          <ol className={classes.steps}>
            {steps.map((key, index) => (
              <li key={key}>
                <span className={classes.number} aria-hidden>
                  {index + 1}
                </span>
                {t(key, values)}
              </li>
            ))}
          </ol>
          <div className={classes.buttons}>
            <ConnectButton state={state} />
            {code === 'unknown' && (
              <CopyButton value={report(state)}>
                {({ copied, copy }) => (
                  <Button size="md" onClick={copy}>
                    {t(copied ? 'button.copied' : 'button.copyReport')}
                  </Button>
                )}
              </CopyButton>
            )}
          </div>
        </div>
        {state.recovery && (
          <div className={classes.part}>
            <h3>{t('detail.tried')}</h3>
            {state.recovery.attempt > 0 && <p>{speech.n('session.triedTimes', state.recovery.attempt)}</p>}
            {state.recovery.nextAttemptAt && (
              <p>
                {t('session.nextTry', {
                  time: countdown(Math.max(0, Date.parse(state.recovery.nextAttemptAt) - at)),
                })}
              </p>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
