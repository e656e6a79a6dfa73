import { Button } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useCopied } from '../copying/use-copied.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { causeSteps, wantsReport } from './cause-steps.ts';
import { ConnectButton } from './connect-button.tsx';
import { report } from './report.ts';
import classes from './what-to-do.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

/** Numbered steps, and the buttons that they speak of. */
export function WhatToDo({ state, entries }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const steps = causeSteps(state, useNow(), speech);
  const { said, copy } = useCopied();
  return (
    <div>
      <h3>{t('detail.whatToDo')}</h3>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <div className={classes.buttons}>
        <ConnectButton state={state} />
        {wantsReport(state) && (
          <Button size="md" onClick={() => copy(report(state, entries))}>
            {t(said ?? 'button.copyReport')}
          </Button>
        )}
      </div>
    </div>
  );
}
