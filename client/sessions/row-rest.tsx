/** What a row says beside its phase and name; a row that scrolls by has it a moment later, so that no frame is long. */
import { IconChevronRight } from '@tabler/icons-react';
import { useAsk } from '../actions/actions.tsx';
import { standingFailure } from '../actions/asks.ts';
import { failureWords } from '../api/failure-words.ts';
import { useMay } from '../auth/auth.tsx';
import type { SessionState } from '../../contract/session.ts';
import { useServerClock, useUpstream } from '../live/live.tsx';
import { age, clockTime, shortSpan } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { DayCell, UptimeShare } from './day-cell.tsx';
import { nowWords } from './now-words.ts';
import { hasAction, RowAction } from './row-action.tsx';
import { RowEvents } from './row-events.tsx';
import { RowMenu } from './row-menu.tsx';
import { RowSeen } from './row-seen.tsx';
import classes from './session-list.module.css';

function useRowWords(state: SessionState) {
  const speech = useCopy();
  const at = useNow();
  const { old } = useTruth();
  const upstream = useUpstream();
  const clock = useServerClock();
  const ask = useAsk(state.id);
  const failed = standingFailure(ask, Date.now());
  const seen = seenAt(state, upstream);
  return {
    old,
    seen,
    seenWords: old ? clockTime(seen) : age(seen, at, speech.language),
    words: nowWords(state, at, old ? seen : null, speech, clock() !== null),
    failure: failed === null ? null : failureWords(failed, speech),
    asked:
      ask?.status === 'asked'
        ? speech.t('bulk.asked', { span: shortSpan(Date.now() - ask.at, speech.language) })
        : null,
  };
}

/** The second of the two lines that a narrow screen has room for. */
export function PhoneLine({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const { old, words, failure, asked } = useRowWords(state);
  return (
    <span
      className={`${classes.line} ${classes.second} ${classes.short}`}
      data-failed={failure !== null || undefined}
      title={failure ?? undefined}
    >
      <b style={{ color: old ? 'var(--hg-text2)' : `var(--hg-phase-${state.phase}-text)` }}>
        {t(`phase.${state.phase}`)}
      </b>
      {' · '}
      {failure === null ? (asked ?? words.short) : <span className={classes.failed}>{failure}</span>}
    </span>
  );
}

interface Props {
  state: SessionState;
  phone: boolean;
  onOpen: (id: string) => void;
  onConnect: (state: SessionState) => void;
}

/** The cells of a row from its third on. */
export function RowRest({ state, phone, onOpen, onConnect }: Props) {
  const { t } = useCopy();
  const may = useMay();
  const { old, seen, seenWords, words, failure, asked } = useRowWords(state);
  const next = asked ?? words.next;
  const action = <RowAction state={state} old={old} seen={seenWords} onOpen={onOpen} onConnect={onConnect} />;
  if (phone) {
    return (
      <span role="gridcell" className={classes.actions}>
        {action}
        {!old && !hasAction(state, may.act) && (
          <span className={classes.on}>
            <IconChevronRight size={18} aria-hidden />
          </span>
        )}
      </span>
    );
  }
  return (
    <>
      <span role="gridcell" className={`${classes.cell} ${classes.now}`}>
        <span className={classes.line} data-strong={next !== null || undefined} title={words.now}>
          {words.now}
        </span>
        {failure ? (
          <span className={`${classes.line} ${classes.failed}`} title={failure}>
            {failure}
          </span>
        ) : (
          next && (
            <span className={`${classes.line} ${classes.second}`} title={next}>
              {next}
            </span>
          )
        )}
      </span>
      <span role="gridcell" className={classes.day}>
        <DayCell id={state.id} />
      </span>
      <span role="gridcell" className={classes.share}>
        <UptimeShare id={state.id} />
      </span>
      <span role="gridcell" className={`${classes.cell} ${classes.events}`}>
        <RowEvents id={state.id} />
      </span>
      <span role="gridcell" className={classes.owner} title={state.ownerName ?? undefined}>
        {state.ownerName ?? t('list.nobody')}
      </span>
      <span role="gridcell" className={classes.seen}>
        <RowSeen at={seen}>{seenWords}</RowSeen>
      </span>
      <span role="gridcell" className={classes.actions}>
        {action}
        <RowMenu state={state} onConnect={onConnect} />
      </span>
    </>
  );
}
