import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useApi } from '../api/api.tsx';
import { useConnection, useTimelineEvents } from '../live/live.tsx';
import { readRecord } from './read-record.ts';

interface SessionRecord {
  /** Null until it is there. */
  record: Session | null;
  /** Why the last read failed: `record` is missing, or older than what was changed since. Null: it did not. */
  error: unknown;
  reading: boolean;
  retry: () => void;
}

/** A session's settings: read once, and again when the timeline says that they changed, or after a gap. */
export function useRecord(id: string): SessionRecord {
  const api = useApi();
  const [record, setRecord] = useState<Session | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [reading, setReading] = useState(false);
  const live = useConnection().is === 'live';
  const read = useCallback(() => {
    setReading(true);
    readRecord(api, id)
      .then(
        (read) => {
          setRecord(read);
          setError(null);
        },
        (failure: unknown) => setError(failure),
      )
      .finally(() => setReading(false));
  }, [api, id]);
  useEffect(() => {
    if (live) read();
  }, [live, read]);
  useTimelineEvents(
    useCallback(
      ({ sessionId, type }: TimelineEntry) => {
        if (sessionId === id && (type === 'updated' || type === 'transferred')) read();
      },
      [id, read],
    ),
  );
  return { record: record?.id === id ? record : null, error, reading, retry: read };
}
