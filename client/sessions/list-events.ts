/** What the rows in view send, and where to. The feed has no settings: each session's record is read once, few at a time. */
import { createContext, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useApi } from '../api/api.tsx';
import { useTimelineEvents } from '../live/live.tsx';
import { readRecord } from '../session/read-record.ts';

const atOnce = 3;
const settleMs = 300;

export interface Sends {
  events: readonly string[];
  /** Empty: nowhere. */
  webhook: string;
}

export interface ListEvents {
  of(id: string): Sends | undefined;
  show(ids: readonly string[]): void;
  /** Its settings changed. */
  forget(id: string): void;
  follow(listener: () => void): () => void;
  stop(): void;
}

export function createListEvents(read: (id: string) => Promise<Sends>): ListEvents {
  const known = new Map<string, Sends>();
  const asked = new Set<string>();
  const listeners = new Set<() => void>();
  let shown: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = 0;
  const pump = () => {
    while (running < atOnce) {
      const id = shown.find((each) => !asked.has(each));
      if (id === undefined) return;
      asked.add(id);
      running += 1;
      // A failure leaves the place empty; the next visit asks again.
      void read(id)
        .then(
          ({ events, webhook }) => known.set(id, { events, webhook }),
          () => undefined,
        )
        .then(() => {
          running -= 1;
          for (const listener of listeners) listener();
          pump();
        });
    }
  };
  return {
    of: (id) => known.get(id),
    show(ids) {
      shown = ids;
      clearTimeout(timer);
      timer = setTimeout(pump, settleMs);
    },
    forget(id) {
      asked.delete(id);
      if (shown.includes(id)) pump();
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
    () => (active ? createListEvents((id) => readRecord(api, id)) : nothing),
    [active, api],
  );
  useEffect(() => () => events.stop(), [events]);
  useTimelineEvents(
    useCallback(
      ({ sessionId, type }: TimelineEntry) => {
        if (type === 'updated' && sessionId !== null) events.forget(sessionId);
      },
      [events],
    ),
  );
  return events;
}

export const useEventsOf = (events: ListEvents, id: string): Sends | undefined =>
  useSyncExternalStore(
    events.follow,
    useCallback(() => events.of(id), [events, id]),
  );
