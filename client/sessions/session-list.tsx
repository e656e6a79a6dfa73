/** The list as a grid: only the rows in view exist, one of them is the tab stop, and the focused one is never taken away. */
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useMediaQuery } from '@mantine/hooks';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
} from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAnyState } from '../live/live.tsx';
import { useKeys } from '../keys/keys.ts';
import { useCopy } from '../words/language.tsx';
import type { Selecting } from '../bulk/selection.ts';
import { RowFacts } from './row-facts.tsx';
import { ListHead, ListHeading } from './list-head.tsx';
import { rememberedOpened } from './list-order.ts';
import type { Groups } from './order.ts';
import { SessionRow } from './session-row.tsx';
import { useStill } from './use-still.ts';
import classes from './session-list.module.css';

type Line =
  { kind: 'heading'; key: string; words: string; count: number } | { kind: 'row'; key: string; id: string };

interface Props {
  groups: Groups;
  needsTitle: string;
  restTitle: string | null;
  onOpen: (id: string) => void;
  onConnect: (state: SessionState) => void;
  onStill: (still: boolean) => void;
  /** Null: nothing can be selected here. */
  selecting: Selecting | null;
}

const rowPx = { wide: 56, phone: 64 };
const headingPx = 34;
const selectNothing = () => {};

export function SessionList(props: Props) {
  const { groups, needsTitle, restTitle, onOpen, onConnect, onStill, selecting } = props;
  const { t } = useCopy();
  const phone = useMediaQuery('(max-width: 47.99em)', window.matchMedia('(max-width: 47.99em)').matches);
  const [grid, body] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const [active, setActive] = useState<string | null>(rememberedOpened);
  const wanted = useRef<string | null>(null);
  const [margin, setMargin] = useState(0);

  const lines = useMemo<Line[]>(() => {
    const rows = (ids: readonly string[]): Line[] => ids.map((id) => ({ kind: 'row', key: id, id }));
    const heading = (key: string, words: string | null, count: number): Line[] =>
      words !== null && count > 0 ? [{ kind: 'heading', key, words, count }] : [];
    return [
      ...heading('#needs', needsTitle, groups.needs.length),
      ...rows(groups.needs),
      ...heading('#rest', restTitle, groups.rest.length),
      ...rows(groups.rest),
    ];
  }, [groups, needsTitle, restTitle]);
  const placeOf = useCallback((key: string | null) => lines.findIndex((line) => line.key === key), [lines]);
  const activePlace = useMemo(() => placeOf(active), [placeOf, active]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return activePlace < 0 || shown.includes(activePlace)
        ? shown
        : [...shown, activePlace].sort((a, b) => a - b);
    },
    [activePlace],
  );
  const heightOf = useCallback(
    (index: number) => (lines[index]?.kind === 'heading' ? headingPx : phone ? rowPx.phone : rowPx.wide),
    [lines, phone],
  );
  // The same function until the lines are others: with each new one every line would be measured again.
  const keyOf = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: 4,
    rangeExtractor,
    scrollMargin: margin,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 120,
  });
  useLayoutEffect(() => virtual.measure(), [phone, virtual]);
  // What stands above the list comes and goes; asking where it begins on each render would lay out the page each time.
  useLayoutEffect(() => {
    const measure = () => {
      const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setMargin((now) => (Math.abs(top - now) > 1 ? top : now));
    };
    measure();
    const page = grid.current?.parentElement;
    if (!page) return;
    const watch = new ResizeObserver(measure);
    watch.observe(page);
    return () => watch.disconnect();
  }, []);

  const ids = useMemo(() => [...groups.needs, ...groups.rest], [groups]);
  const takeFocus = useCallback(() => {
    const row = grid.current?.querySelector<HTMLElement>(`[data-session="${wanted.current ?? ''}"]`);
    row?.focus({ preventScroll: true });
    if (row) wanted.current = null;
  }, []);
  const focusRow = useCallback(
    (id: string | undefined) => {
      if (id === undefined) return;
      wanted.current = id;
      setActive(id);
      virtual.scrollToIndex(Math.max(0, placeOf(id)), { align: 'auto' });
      takeFocus();
    },
    [placeOf, virtual, takeFocus],
  );
  const items = virtual.getVirtualItems();
  const inView = items.flatMap(({ index }) => {
    const line = lines[index];
    return line?.kind === 'row' ? [line.id] : [];
  });
  useEffect(takeFocus, [items, active, takeFocus]);

  const inGrid = () => grid.current?.contains(document.activeElement) ?? false;
  const step = (by: number) => {
    const at = active === null ? -1 : ids.indexOf(active);
    focusRow(
      inGrid() && at >= 0
        ? ids[Math.min(ids.length - 1, Math.max(0, at + by))]
        : (ids[Math.max(0, at)] ?? ids[0]),
    );
  };
  const activeState = useAnyState(active ?? '');
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => active !== null && inGrid() && selecting?.onSelect(active, false),
    X: () => active !== null && inGrid() && selecting?.onSelect(active, true),
    c: () => activeState && inGrid() && onConnect(activeState),
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    const row =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-session]') : null;
    const go = (act: () => void) => {
      event.preventDefault();
      act();
    };
    if (event.key === 'ArrowDown') go(() => step(1));
    else if (event.key === 'ArrowUp') go(() => step(-1));
    else if (event.key === 'Home') go(() => focusRow(ids[0]));
    else if (event.key === 'End') go(() => focusRow(ids.at(-1)));
    else if (event.key === 'PageDown') go(() => step(10));
    else if (event.key === 'PageUp') go(() => step(-10));
    else if (event.key === 'Enter' && event.target === row && row?.dataset['session'])
      onOpen(row.dataset['session']);
    else if (row && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const stops = [row, ...row.querySelectorAll<HTMLElement>('input, button:not(:disabled)')];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      go(() =>
        stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowRight' ? 1 : -1)))]?.focus(),
      );
    }
  };
  const onFocus = (event: FocusEvent<HTMLDivElement>) => {
    const row = event.target.closest<HTMLElement>('[data-session]');
    if (row?.dataset['session']) setActive(row.dataset['session']);
  };

  const still = useStill(onStill);
  const tabStop = activePlace >= 0 ? active : ids[0];

  return (
    <RowFacts inView={inView}>
      <div
        ref={grid}
        role="grid"
        aria-label={t('nav.sessions')}
        aria-rowcount={lines.length + 1}
        aria-multiselectable={selecting !== null || undefined}
        data-selects={selecting !== null || undefined}
        className={classes.grid}
        {...still}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          onFocus(event);
          still.onFocus();
        }}
      >
        <ListHead selecting={selecting} count={ids.length} />
        <div ref={body} role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const place = {
              top: item.start - virtual.options.scrollMargin,
              height: item.size,
            };
            if (line.kind === 'heading') {
              return (
                <ListHeading
                  key={line.key}
                  words={line.words}
                  count={line.count}
                  rowIndex={item.index + 2}
                  place={place}
                  span={selecting ? 10 : 9}
                />
              );
            }
            return (
              <SessionRow
                key={line.key}
                id={line.id}
                rowIndex={item.index + 2}
                place={place}
                phone={phone}
                tabStop={line.id === tabStop}
                selected={selecting && selecting.selection.has(line.id)}
                onSelect={selecting?.onSelect ?? selectNothing}
                onOpen={onOpen}
                onConnect={onConnect}
              />
            );
          })}
        </div>
      </div>
    </RowFacts>
  );
}
