/** What the rows in view send: one request for all of them, a moment after the scrolling ends, and anew after an edit. */
import { createContext, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '../api/api.tsx';
import { useChanges } from '../live/live.tsx';
import type { Change } from '../live/port.ts';
import { mostAtOnce, readSends, type Sends } from './read-sends.ts';

const settleMs = 300;
const againMs = 5_000;

export interface ListEvents {
  of(id: string): Sends | undefined;
  show(ids: readonly string[]): void;
  /** Its settings changed. */
  forget(id: string): void;
  follow(listener: () => void): () => void;
  stop(): void;
}

export function createListEvents(read: (ids: readonly string[]) => Promise<readonly Sends[]>): ListEvents {
  const known = new Map<string, Sends>();
  const asked = new Set<string>();
  const listeners = new Set<() => void>();
  let shown: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  const later = (ms = settleMs) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  };
  async function look(): Promise<void> {
    const wanted = shown.filter((id) => !asked.has(id)).slice(0, mostAtOnce);
    if (reading || wanted.length === 0) return;
    reading = true;
    for (const id of wanted) asked.add(id);
    try {
      for (const each of await read(wanted)) known.set(each.id, each);
      for (const listener of listeners) listener();
      later();
    } catch {
      // Their places stay empty, or as they were, until then.
      for (const id of wanted) asked.delete(id);
      later(againMs);
    } finally {
      reading = false;
    }
  }
  return {
    of: (id) => known.get(id),
    show(ids) {
      shown = ids;
      later();
    },
    forget(id) {
      asked.delete(id);
      if (shown.includes(id)) later();
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      clearTimeout(timer);
      shown = [];
    },
  };
}

/** Of an edit the feed tells no more than that there is a new version, and the new name if it has one. */
const told: ReadonlySet<string> = new Set(['name', 'version', 'freshness', 'idleStopsAt']);
export const isEdit = (change: Change): boolean =>
  change.kind === 'state' &&
  change.before !== null &&
  change.before.version !== change.state.version &&
  change.changed.every((key) => told.has(key));

const nothing: ListEvents = {
  of: () => undefined,
  show: () => {},
  forget: () => {},
  follow: () => () => {},
  stop: () => {},
};
export const EventsContext = createContext<ListEvents>(nothing);

/** `active`: there is room for the column. */
export function useListEvents(active: boolean): ListEvents {
  const api = useApi();
  const events = useMemo(
    () => (active ? createListEvents((ids) => readSends(api, ids)) : nothing),
    [active, api],
  );
  useEffect(() => () => events.stop(), [events]);
  useChanges(useCallback((change: Change) => isEdit(change) && events.forget(change.id), [events]));
  return events;
}

export const useEventsOf = (events: ListEvents, id: string): Sends | undefined =>
  useSyncExternalStore(
    events.follow,
    useCallback(() => events.of(id), [events, id]),
  );
