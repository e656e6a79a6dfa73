import { IconChevronRight } from '@tabler/icons-react';
import { memo, useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAsk } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useAnyState, useUpstream } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { PhaseBadge, PhaseTile } from '../phase/phase-badge.tsx';
import { Tick } from '../tick/tick.tsx';
import { age, clockTime, fullMoment } from '../time/words.ts';
import { seenAt } from '../truth/seen.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { DayCell, UptimeShare } from './day-cell.tsx';
import { RowEvents } from './row-events.tsx';
import { nowWords } from './now-words.ts';
import { hasAction, RowAction } from './row-action.tsx';
import { RowMenu } from './row-menu.tsx';
import classes from './session-list.module.css';

interface Props {
  id: string;
  rowIndex: number;
  place: CSSProperties;
  tabStop: boolean;
  /** Null: nothing can be selected here. */
  selected: boolean | null;
  onSelect: (id: string, through: boolean) => void;
  onOpen: (id: string) => void;
  onConnect: (state: SessionState) => void;
}

type Shown = Omit<Props, 'id'> & { state: SessionState };

/** A row that changed shows it for a moment, in place. */
function useFlash(version: number) {
  const row = useRef<HTMLDivElement>(null);
  const shown = useRef(version);
  useEffect(() => {
    if (shown.current === version) return;
    shown.current = version;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    row.current?.animate(
      [{ backgroundColor: 'color-mix(in srgb, var(--hg-primary), transparent 78%)' }, {}],
      { duration: 900, easing: 'ease-out' },
    );
  }, [version]);
  return row;
}

function Row({ state, rowIndex, place, tabStop, selected, onSelect, onOpen, onConnect }: Shown) {
  const speech = useCopy();
  const { t, language } = speech;
  const at = useNow();
  const { old } = useTruth();
  const may = useMay();
  const upstream = useUpstream();
  const ask = useAsk(state.id);
  const row = useFlash(state.version);
  const seen = seenAt(state, upstream);
  const words = nowWords(state, at, old ? seen : null, speech);
  const seenWords = old ? clockTime(seen) : age(seen, at, language);
  const jid = state.jid ?? state.lastJid;
  const failure = ask?.status === 'failed' ? failureWords(ask.error, speech) : null;
  const open = (event: MouseEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    // What hangs from the row, as its menu and dialogs, stands elsewhere on the page.
    if (!(target instanceof Element) || !currentTarget.contains(target)) return;
    const within = target.closest('a, button, input, label');
    if (event.shiftKey && !within && selected !== null) {
      window.getSelection()?.removeAllRanges();
      onSelect(state.id, true);
    } else if (!within && !window.getSelection()?.toString()) onOpen(state.id);
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={rowIndex}
      tabIndex={tabStop ? 0 : -1}
      aria-selected={selected ?? undefined}
      className={classes.row}
      style={place}
      onClick={open}
      data-session={state.id}
      data-phase={state.phase}
      data-connected={state.connected}
      data-logged-in={state.loggedIn}
      data-version={state.version}
    >
      {selected !== null && (
        <span role="gridcell" className={classes.select}>
          <label className={classes.reach}>
            <Tick
              checked={selected}
              tabIndex={-1}
              aria-label={t('bulk.selectOne', { name: state.name })}
              onClick={(event) => onSelect(state.id, event.shiftKey)}
              readOnly
            />
            <span className={classes.tile} aria-hidden>
              <PhaseTile phase={state.phase} old={old} />
            </span>
          </label>
        </span>
      )}
      <span role="gridcell" className={classes.phase}>
        <span className={classes.badge}>
          <PhaseBadge phase={state.phase} old={old} />
        </span>
        {selected === null && (
          <span className={classes.tile} aria-hidden>
            <PhaseTile phase={state.phase} old={old} />
          </span>
        )}
      </span>
      <span role="gridcell" className={classes.cell}>
        <a
          href={`/sessions/${encodeURIComponent(state.id)}`}
          tabIndex={-1}
          className={classes.name}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onOpen(state.id);
          }}
        >
          {state.name}
        </a>
        <span className={`${classes.line} ${classes.second} ${classes.wide}`}>
          {jid ? readableNumber(jid) : t('list.noNumber')}
        </span>
        <span className={classes.short}>
          <b style={{ color: old ? 'var(--hg-text2)' : `var(--hg-phase-${state.phase}-text)` }}>
            {t(`phase.${state.phase}`)}
          </b>
          {' · '}
          {failure ?? words.short}
        </span>
      </span>
      <span role="gridcell" className={`${classes.cell} ${classes.wide}`}>
        <span className={classes.line} data-strong={words.next !== null || undefined}>
          {words.now}
        </span>
        {failure ? (
          <span className={`${classes.line} ${classes.failed}`} title={failure}>
            {failure}
          </span>
        ) : (
          words.next && <span className={`${classes.line} ${classes.second}`}>{words.next}</span>
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
      <span role="gridcell" className={classes.owner}>
        {state.ownerName ?? t('list.nobody')}
      </span>
      <span role="gridcell" className={`${classes.seen}`}>
        <time dateTime={new Date(seen).toISOString()} title={fullMoment(seen, language)}>
          {seenWords}
        </time>
      </span>
      <span role="gridcell" className={classes.actions}>
        <RowAction state={state} old={old} seen={seenWords} onOpen={onOpen} onConnect={onConnect} />
        <span className={classes.wide}>
          <RowMenu state={state} onConnect={onConnect} />
        </span>
        {!old && !hasAction(state, may.act) && (
          <span className={classes.on}>
            <IconChevronRight size={18} aria-hidden />
          </span>
        )}
      </span>
    </div>
  );
}

/** Follows its own session: the list around it is not rendered again when one of thousands changes. */
export const SessionRow = memo(
  function SessionRow({ id, ...rest }: Props) {
    const state = useAnyState(id);
    return state ? <Row state={state} {...rest} /> : null;
  },
  (before, after) =>
    before.id === after.id &&
    before.rowIndex === after.rowIndex &&
    before.tabStop === after.tabStop &&
    before.selected === after.selected &&
    before.onSelect === after.onSelect &&
    before.place['transform'] === after.place['transform'] &&
    before.place.height === after.place.height &&
    before.onOpen === after.onOpen &&
    before.onConnect === after.onConnect,
);
