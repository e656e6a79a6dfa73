import { useEffect, useState } from 'react';
import { useApi } from '../api/api.tsx';
import { useConnection } from '../live/live.tsx';
import type { UptimeItem } from './cell.ts';
import { readUptime, type UptimeWindow } from './read-uptime.ts';

export type UptimeNow =
  { status: 'loading' | 'failed'; item: null } | { status: 'ready'; item: UptimeItem | null };

const windowMs: Record<UptimeWindow, number> = { '24h': 86_400_000, '7d': 7 * 86_400_000 };
/** Changes come in bursts, and the bar is of minutes. */
const settleMs = 1_500;

/** A session's uptime: read when it is first shown, when its phase moved, after a gap, and once a cell is over. */
export function useUptime(id: string, window: UptimeWindow, cells: number, phaseSince: string): UptimeNow {
  const api = useApi();
  const live = useConnection().is === 'live';
  const [now, setNow] = useState<UptimeNow & { of: string }>({ status: 'loading', item: null, of: '' });
  const [passed, setPassed] = useState(0);
  const of = `${id} ${window} ${cells}`;
  const first = now.of !== of;
  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        readUptime(api, [id], window, cells, stop.signal).then(
          (items) => setNow({ status: 'ready', item: items.find((item) => item.id === id) ?? null, of }),
          () => {
            if (!stop.signal.aborted)
              setNow((was) => (was.of === of ? was : { status: 'failed', item: null, of }));
          },
        );
      },
      first ? 0 : settleMs,
    );
    const next = setTimeout(() => setPassed((count) => count + 1), windowMs[window] / cells);
    return () => {
      stop.abort();
      clearTimeout(timer);
      clearTimeout(next);
    };
    // `first` only says how long to wait.
  }, [api, id, window, cells, phaseSince, live, passed, of]);
  return first ? { status: 'loading', item: null } : now;
}
