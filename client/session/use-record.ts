import { useCallback, useEffect, useState } from 'react';
import type { Session } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import { useApi } from '../api/api.tsx';
import { useConnection, useTimelineEvents } from '../live/live.tsx';
import { readRecord } from './read-record.ts';

/**
 * A session's settings: read once, and again when the timeline says that they changed, or after a gap. Null until
 * they are there, and where this person may not read them.
 */
export function useRecord(id: string): Session | null {
  const api = useApi();
  const [record, setRecord] = useState<Session | null>(null);
  const live = useConnection().is === 'live';
  const read = useCallback(() => {
    readRecord(api, id).then(setRecord, () => setRecord(null));
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
  return record?.id === id ? record : null;
}
