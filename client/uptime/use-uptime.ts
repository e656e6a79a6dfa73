import { useCallback, useEffect, useState } from 'react';
import { useApi } from '../api/api.tsx';
import { useConnection } from '../live/live.tsx';
import type { UptimeItem } from './cell.ts';
import { readUptime, type UptimeWindow } from './read-uptime.ts';

export interface UptimeNow {
  /** `failed` with an item: it is older than it should be. */
  status: 'loading' | 'failed' | 'ready';
  item: UptimeItem | null;
  /** Why the last read failed; null: it did not. */
  error: unknown;
}

const nothing: UptimeNow = { status: 'loading', item: null, error: null };

const windowMs: Record<UptimeWindow, number> = { '24h': 86_400_000, '7d': 7 * 86_400_000 };
/** Changes come in bursts, and the bar is of minutes. */
const settleMs = 1_500;

/** A session's uptime: read when it is first shown, when its phase moved, after a gap, and once a cell is over. */
export function useUptime(
  id: string,
  window: UptimeWindow,
  cells: number,
  phaseSince: string,
): UptimeNow & { retry: () => void } {
  const api = useApi();
  const live = useConnection().is === 'live';
  const [now, setNow] = useState<UptimeNow & { of: string }>({ ...nothing, of: '' });
  const [passed, setPassed] = useState(0);
  const again = useCallback(() => setPassed((count) => count + 1), []);
  const retry = useCallback(() => {
    setNow((was) => ({ ...was, status: 'loading' }));
    again();
  }, [again]);
  const of = `${id} ${window} ${cells}`;
  const first = now.of !== of;
  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        readUptime(api, [id], window, cells, stop.signal).then(
          (items) => {
            const item = items.find((each) => each.id === id) ?? null;
            setNow({ status: 'ready', item, error: null, of });
          },
          (error: unknown) => {
            if (stop.signal.aborted) return;
            setNow((was) => ({ status: 'failed', item: was.of === of ? was.item : null, error, of }));
          },
        );
      },
      first ? 0 : settleMs,
    );
    const next = setTimeout(again, windowMs[window] / cells);
    return () => {
      stop.abort();
      clearTimeout(timer);
      clearTimeout(next);
    };
    // `first` only says how long to wait.
  }, [api, id, window, cells, phaseSince, live, passed, of, again]);
  return { ...(first ? nothing : now), retry };
}
