/** Why a session is down and needs a person: what happened, what to do, what was tried already. */
import { useMemo } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { causeWords } from '../sessions/now-words.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import '../words/fall-words.ts';
import { fallWords, onlineUntil } from './fall.ts';
import { Tried } from './tried-list.tsx';
import { useFellWith } from './use-fell-with.ts';
import { WhatToDo } from './what-to-do.tsx';
import classes from './cause-card.module.css';

interface Props {
  state: SessionState;
  entries: readonly TimelineEntry[];
}

export function CauseCard({ state, entries }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const at = useNow();
  const { old } = useTruth();
  const words = causeWords(state, at, speech);
  const until = useMemo(() => onlineUntil(entries), [entries]);
  const others = useFellWith(state);
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
          <p>{fallWords({ state, until, others }, at, speech)}</p>
        </div>
      </header>
      <div className={classes.body}>
        <WhatToDo state={state} entries={entries} others={others} />
        <Tried state={state} entries={entries} />
      </div>
    </section>
  );
}
