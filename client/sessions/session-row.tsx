import {
  memo,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
  type MouseEvent,
} from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAnyState } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { PhaseBadge, PhaseTile } from '../phase/phase-badge.tsx';
import { Tick } from '../tick/tick.tsx';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { pageFlight } from './flight.ts';
import { PhoneLine, RowRest } from './row-rest.tsx';
import classes from './session-list.module.css';

interface Props {
  id: string;
  rowIndex: number;
  place: CSSProperties;
  /** Two lines and a mark are all that a narrow screen has room for. */
  phone: boolean;
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
    row.current?.animate([{ backgroundColor: 'color-mix(in srgb, var(--hg-text), transparent 88%)' }, {}], {
      duration: 900,
      easing: 'ease-out',
    });
  }, [version]);
  return row;
}

/** The rest of a row comes a moment later, and where the list flies by when it has landed; it never goes again. */
function useRest(): boolean {
  const { follow, flying } = pageFlight();
  const now = !useSyncExternalStore(follow, flying);
  const [landed, setLanded] = useState(now);
  if (now && !landed) setLanded(true);
  return useDeferredValue(landed, false);
}

function Row({ state, rowIndex, place, phone, tabStop, selected, onSelect, onOpen, onConnect }: Shown) {
  const { t } = useCopy();
  const { old } = useTruth();
  const row = useFlash(state.version);
  const rest = useRest();
  const jid = state.jid ?? state.lastJid;
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
  const tile = phone && (
    <span className={classes.tile} aria-hidden>
      <PhaseTile phase={state.phase} old={old} />
    </span>
  );
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
            {tile}
          </label>
        </span>
      )}
      <span role="gridcell" className={classes.phase}>
        {phone ? selected === null && tile : <PhaseBadge phase={state.phase} old={old} />}
      </span>
      <span role="gridcell" className={classes.cell}>
        <a
          href={`/sessions/${encodeURIComponent(state.id)}`}
          tabIndex={-1}
          className={classes.name}
          title={state.name}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onOpen(state.id);
          }}
        >
          {state.name}
        </a>
        {phone ? (
          <PhoneLine state={state} />
        ) : (
          <span className={`${classes.line} ${classes.second}`}>
            {jid ? readableNumber(jid) : t('list.noNumber')}
          </span>
        )}
      </span>
      {rest && <RowRest state={state} phone={phone} onOpen={onOpen} onConnect={onConnect} />}
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
    before.phone === after.phone &&
    before.tabStop === after.tabStop &&
    before.selected === after.selected &&
    before.onSelect === after.onSelect &&
    before.place.top === after.place.top &&
    before.place.height === after.place.height &&
    before.onOpen === after.onOpen &&
    before.onConnect === after.onConnect,
);
