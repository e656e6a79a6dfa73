/** The last 24 hours of the rows in view: one request for all of them, a moment after the scrolling ends. */
import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '../api/api.tsx';
import type { UptimeItem } from '../uptime/cell.ts';
import { readUptime } from '../uptime/read-uptime.ts';

const settleMs = 150;
/** The newest cell is an hour wide: it does not have to be of this second. */
const freshMs = 60_000;
/** After a read that failed. */
const againMs = 5_000;
const mostIds = 200;
const cells = 24;

type Read = (ids: readonly string[]) => Promise<readonly UptimeItem[]>;

export interface Days {
  of(id: string): UptimeItem | undefined;
  /** These rows are in view now. */
  show(ids: readonly string[]): void;
  follow(listener: () => void): () => void;
  stop(): void;
}

export function createDays(read: Read, now: () => number = Date.now): Days {
  const known = new Map<string, { item: UptimeItem | undefined; at: number }>();
  const listeners = new Set<() => void>();
  let shown: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  };
  const dueIn = (id: string) => (known.get(id)?.at ?? -Infinity) + freshMs - now();
  async function look(): Promise<void> {
    // Its end looks again.
    if (reading) return;
    const wanted = shown.filter((id) => dueIn(id) <= 0);
    if (wanted.length === 0) return later(Math.min(freshMs, ...shown.map(dueIn)));
    reading = true;
    const asked = wanted.slice(0, mostIds);
    // Who has no answer is asked for again with the next look, not at once.
    for (const id of asked) known.set(id, { item: known.get(id)?.item, at: now() });
    const items = await read(asked).catch(() => null);
    reading = false;
    if (items === null) {
      // What was known stays, and is asked for sooner.
      for (const id of asked) known.set(id, { item: known.get(id)?.item, at: now() - freshMs + againMs });
    }
    for (const item of items ?? []) known.set(item.id, { item, at: now() });
    for (const listener of listeners) listener();
    later(settleMs);
  }
  return {
    of: (id) => known.get(id)?.item,
    show(ids) {
      shown = ids;
      later(settleMs);
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => clearTimeout(timer),
  };
}

const nothing: Days = { of: () => undefined, show: () => {}, follow: () => () => {}, stop: () => {} };
export const DaysContext = createContext<Days>(nothing);

/** Reads for as long as the list is there; `active`: there is room for the column. */
export function useDays(active: boolean): Days {
  const api = useApi();
  const days = useMemo(
    () => (active ? createDays((ids) => readUptime(api, ids, '24h', cells)) : nothing),
    [active, api],
  );
  useEffect(() => () => days.stop(), [days]);
  return days;
}

export function useDay(id: string): UptimeItem | undefined {
  const days = use(DaysContext);
  return useSyncExternalStore(
    days.follow,
    useCallback(() => days.of(id), [days, id]),
  );
}
