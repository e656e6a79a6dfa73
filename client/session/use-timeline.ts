import { useCallback, useEffect, useState } from 'react';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useApi } from '../api/api.tsx';
import { useConnection, useTimelineEvents } from '../live/live.tsx';

export interface History {
  entries: readonly TimelineEntry[];
  /** Where older ones begin; null: there are none, or this server keeps none. */
  more: string | null;
  status: 'loading' | 'ready' | 'failed';
  loadMore: () => void;
  retry: () => void;
}

/** What happened to a session: read once over REST, and again after each gap; live in between. */
export function useTimeline(id: string): History {
  const api = useApi();
  const [entries, setEntries] = useState<readonly TimelineEntry[]>([]);
  const [more, setMore] = useState<string | null>(null);
  const [status, setStatus] = useState<History['status']>('loading');
  const live = useConnection().is === 'live';

  const read = useCallback(
    async (before?: string) => {
      try {
        const page = await api.timeline(id, before);
        setEntries((had) => [...had, ...(page?.events ?? [])]);
        // A gap is read from its newest end; what is older is there already.
        setMore((had) => (before === undefined && had !== null ? had : (page?.nextCursor ?? null)));
        setStatus('ready');
      } catch {
        setStatus((was) => (was === 'loading' ? 'failed' : was));
      }
    },
    [api, id],
  );
  useEffect(() => {
    if (live) void read();
  }, [live, read]);
  useTimelineEvents(
    useCallback(
      (entry: TimelineEntry) => {
        if (entry.sessionId === id || entry.sessionId === null) setEntries((had) => [entry, ...had]);
      },
      [id],
    ),
  );
  return {
    entries,
    more,
    status,
    loadMore: () => void (more !== null && read(more)),
    retry: () => {
      setStatus('loading');
      void read();
    },
  };
}
