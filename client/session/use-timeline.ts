import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useApi } from '../api/api.tsx';
import { useConnection, useTimelineEvents } from '../live/live.tsx';
import { createHistory, type HistoryNow } from './history.ts';

export interface Told extends HistoryNow {
  readOlder: () => void;
  retry: () => void;
}

/** What happened to a session: read once over REST, and again after each gap; live in between. */
export function useTimeline(id: string): Told {
  const api = useApi();
  const history = useMemo(() => createHistory((before) => api.timeline(id, before)), [api, id]);
  const now = useSyncExternalStore(history.follow, history.now);
  const live = useConnection().is === 'live';
  useEffect(() => {
    if (!live) return;
    void history.renew();
    return () => history.lost();
  }, [live, history]);
  useTimelineEvents(
    useCallback(
      (entry: TimelineEntry) => {
        if (entry.sessionId === id || entry.sessionId === null) history.heard(entry);
      },
      [id, history],
    ),
  );
  return { ...now, readOlder: () => void history.readOlder(), retry: () => void history.renew() };
}
