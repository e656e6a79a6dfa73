/** Two truths, kept apart: whether this dashboard hears the gateway, and whether the service answers it. */
import { useServerClock, useConnection, useUpstream } from '../live/live.tsx';
import type { Connection } from '../live/port.ts';
import { useTick } from '../time/ticker.ts';

/** A socket that is gone for less than this is not worth a word. */
const quietMs = 5_000;

export interface Truth {
  connection: Connection;
  /** Since when our own socket is gone, ms; null while it is there, or gone for a moment only. */
  lostSince: number | null;
  /** Since when the service does not answer, ms; null while it does. */
  unreachableSince: number | null;
  /** What is on the screen is last known, not confirmed. */
  old: boolean;
}

export function lostSince(connection: Connection, now: number): number | null {
  if (connection.is !== 'reconnecting' && connection.is !== 'offline') return null;
  return now - connection.since > quietMs ? connection.since : null;
}

export function useTruth(): Truth {
  const connection = useConnection();
  const upstream = useUpstream();
  useTick(connection.is === 'reconnecting' || connection.is === 'offline');
  const lost = lostSince(connection, Date.now());
  const unreachable = upstream?.status === 'unreachable' ? Date.parse(upstream.since) : null;
  return {
    connection,
    lostSince: lost,
    unreachableSince: unreachable,
    old: lost !== null || unreachable !== null,
  };
}

/** Whole seconds until our own socket is tried again; 0: now, or it is not waiting. */
export function useNextAttempt(): number {
  const connection = useConnection();
  useTick(connection.is === 'reconnecting');
  if (connection.is !== 'reconnecting' || connection.nextAttemptAt === null) return 0;
  return Math.max(0, Math.ceil((connection.nextAttemptAt - Date.now()) / 1_000));
}

/** The server's time for words like "3 s ago"; this browser's own where the server's is not known. */
export function useNow(active = true): number {
  const clock = useServerClock();
  useTick(active);
  return clock() ?? Date.now();
}
