import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { LoadFailed } from '../page/read-state.tsx';
import { clockTime, moment, shortSpan } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { percent, type UptimeCell, type UptimeItem } from './cell.ts';
import type { UptimeWindow } from './read-uptime.ts';
import { UptimeCells } from './uptime-cells.tsx';
import { cellWords, downMs } from './uptime-words.ts';
import { useUptime } from './use-uptime.ts';
import classes from './uptime-bar.module.css';

/** 16 minutes a cell in a day, two hours in a week; twice that where there is little room. */
const cellsOf = (window: UptimeWindow, narrow: boolean) => (window === '24h' ? 90 : 84) / (narrow ? 2 : 1);

interface Props {
  state: SessionState;
  events: readonly TimelineEntry[];
}

/** How a session stood over the last day or week, from what was really seen. */
export function UptimeBar({ state, events }: Props) {
  const { t } = useCopy();
  const [window, setWindow] = useState<UptimeWindow>('24h');
  const narrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const cells = cellsOf(window, narrow);
  const { status, item, error, retry } = useUptime(state.id, window, cells, state.phaseSince);
  if (status === 'ready' && item === null) return null;
  return (
    <section className={classes.box} aria-labelledby="uptime">
      <div className={classes.head}>
        <h2 id="uptime">{t(window === '24h' ? 'detail.day' : 'uptime.week')}</h2>
        {item && <Share item={item} />}
        <Legend />
        <SegmentedControl
          size="xs"
          className={classes.switch}
          aria-label={t('uptime.window')}
          value={window}
          onChange={(value) => setWindow(value as UptimeWindow)}
          data={[
            { value: '24h', label: t('uptime.short24h') },
            { value: '7d', label: t('uptime.short7d') },
          ]}
        />
      </div>
      {status === 'failed' && <LoadFailed error={error} onRetry={retry} />}
      {item && <Cells cells={item.cells} events={events} />}
      {status === 'loading' && !item && <div className={classes.soon} />}
    </section>
  );
}

function Share({ item }: { item: UptimeItem }) {
  const { t, language } = useCopy();
  if (item.share === null) return <p className={classes.share}>{t('uptime.neverSeen')}</p>;
  const down = downMs(item.cells);
  return (
    <p className={classes.share}>
      {t('detail.share', { percent: percent(item.share, language) })}
      {down >= 1_000 && ` · ${t('uptime.notOnline', { span: shortSpan(down, language) })}`}
    </p>
  );
}

function Legend() {
  const { t } = useCopy();
  return (
    <ul className={classes.legend} aria-hidden>
      {(['online', 'way', 'down', 'unseen'] as const).map((standing) => (
        <li key={standing} data-is={standing}>
          {t(`detail.cells.${standing}`)}
        </li>
      ))}
    </ul>
  );
}

/** Cells that can be asked one by one: by a pointer, a tap, or the arrow keys. */
function Cells({ cells, events }: { cells: readonly UptimeCell[]; events: readonly TimelineEntry[] }) {
  const speech = useCopy();
  const { t, language } = speech;
  const now = useNow(false);
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const last = cells.length - 1;
  const chosen = asked === null ? null : Math.min(asked, last);
  const cell = chosen === null ? undefined : cells[chosen];
  const words = cell && cellWords(cell, events, now, speech);
  const at = (event: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    setAsked(Math.max(0, Math.min(last, Math.floor(((event.clientX - left) / width) * cells.length))));
  };
  const onKey = (event: KeyboardEvent) => {
    const from = chosen ?? last;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (event.key === 'Escape' && chosen !== null) setAsked(null);
    else if (to === undefined) return;
    else setAsked(Math.max(0, Math.min(last, to)));
    event.preventDefault();
    event.stopPropagation();
  };
  const start = Date.parse(cells[0]?.from ?? '');
  const end = Date.parse(cells[last]?.to ?? '');
  const day = end - start < 2 * 86_400_000;
  const marks = [0, 0.25, 0.5, 0.75].map((part) => {
    const time = start + (end - start) * part;
    return day && part > 0 ? clockTime(time) : moment(time, now, language);
  });
  return (
    <div className={classes.cells}>
      <div
        ref={box}
        className={classes.bar}
        role="slider"
        tabIndex={0}
        aria-label={t('uptime.cells')}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={chosen ?? last}
        aria-valuetext={words ? `${words.span}: ${words.what}` : t('uptime.ask')}
        onKeyDown={onKey}
        onFocus={() => setAsked((was) => was ?? last)}
        onBlur={() => setAsked(null)}
        onPointerMove={at}
        onPointerDown={at}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setAsked(null)}
      >
        <UptimeCells cells={cells} chosen={chosen} />
        {words && chosen !== null && (
          <span
            className={classes.tip}
            style={{ ['--at' as string]: `${((chosen + 0.5) / cells.length) * 100}%` }}
          >
            <strong>{words.span}</strong> {words.what}
          </span>
        )}
      </div>
      <p className={classes.marks} aria-hidden>
        {marks.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
        <span>{t('uptime.now')}</span>
      </p>
    </div>
  );
}
