import { Button } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useMay } from '../auth/auth.tsx';
import { useCopied } from '../copying/use-copied.ts';
import { Numbered } from '../page/numbered.tsx';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { causeSteps, wantsReport } from './cause-steps.ts';
import { ConnectButton } from './connect-button.tsx';
import { connectWords } from './connect-words.ts';
import { report } from './report.ts';
import { WhyNot } from './why-not.tsx';
import classes from './what-to-do.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

/** Numbered steps, and the buttons that they speak of. */
export function WhatToDo({ state, entries }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const { act } = useMay();
  const at = useNow();
  const steps = causeSteps(state, at, speech);
  const { said, copy } = useCopied();
  return (
    <div>
      <h3>{t('detail.whatToDo')}</h3>
      <Numbered steps={steps} />
      <div className={classes.buttons}>
        <ConnectButton state={state} />
        {wantsReport(state) && (
          <Button size="md" onClick={() => copy(report(state, entries))}>
            {t(said ?? 'button.copyReport')}
          </Button>
        )}
      </div>
      {act && connectWords(state, at) !== null && <WhyNot />}
    </div>
  );
}
