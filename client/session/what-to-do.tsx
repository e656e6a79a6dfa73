import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useMay } from '../auth/auth.tsx';
import { useCopied } from '../copying/use-copied.ts';
import { Numbered } from '../page/numbered.tsx';
import { usePlaces } from '../palette/places.ts';
import { clockTime } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import '../words/fall-words.ts';
import { causeSteps, wantsReport } from './cause-steps.ts';
import { ConnectButton, PairAgain } from './connect-button.tsx';
import { connectWords, offersPairing } from './connect-words.ts';
import { report } from './report.ts';
import { WhyNot } from './why-not.tsx';
import classes from './what-to-do.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
  /** How many other sessions fell with this one. */
  others?: number;
}

/** Numbered steps, and the buttons that they speak of. */
export function WhatToDo({ state, entries, others = 0 }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const { act } = useMay();
  const at = useNow();
  const seesSystem = usePlaces().some(({ name }) => name === 'system');
  const fellToo = others > 0 && seesSystem ? [<FellToo key="others" state={state} others={others} />] : [];
  const { said, copy } = useCopied();
  return (
    <div>
      <h3>{t('detail.whatToDo')}</h3>
      <Numbered steps={[...causeSteps(state, at, speech), ...fellToo]} />
      <div className={classes.buttons}>
        <ConnectButton state={state} />
        {offersPairing(state, at) && <PairAgain state={state} />}
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

/** What fell together has one cause, and that is not here. */
function FellToo({ state, others }: { state: SessionState; others: number }) {
  const { n } = useCopy();
  const time = clockTime(Date.parse(state.cause?.since ?? state.phaseSince));
  const [before, system, after] = n('fall.others', others, { time }).split('**');
  return (
    <>
      {before}
      <Link to="/system">{system}</Link>
      {after}
    </>
  );
}
