/** Two truths, kept apart: whether this dashboard hears the gateway, and whether the service answers it. */
import type { UpstreamStatusEvent } from '../../contract/socket.ts';
import { useConnection, useDoubt, useServerClock, useUpstream } from '../live/live.tsx';
import type { Connection, Doubt } from '../live/port.ts';
import { useTick } from '../time/ticker.ts';

/** A gateway that is not heard for less than this is not worth a word. */
const quietMs = 5_000;

export type Service = 'reachable' | 'unreachable' | 'not-known';

export interface Truth {
  connection: Connection;
  /** Since when nothing here is confirmed, ms: lost, asleep, or not read anew; null if it is, or for a moment only. */
  lostSince: number | null;
  /** `lostSince`, once a person has seen it for a while: an answer that comes at once after a sleep needs no banner. */
  toldSince: number | null;
  /** The gateway is heard, and cannot read the sessions. */
  unread: boolean;
  /** Since when the service does not answer, ms; null while it does. */
  unreachableSince: number | null;
  service: Service;
  /** What is on the screen is last known, not confirmed. */
  old: boolean;
}

const longer = (doubt: Doubt | null, from: 'since' | 'noticedAt', now: number) =>
  doubt !== null && now - doubt[from] > quietMs ? doubt.since : null;

/** All of it from what the feed knows. @param now ms on this machine's clock */
export function truthOf(
  connection: Connection,
  upstream: UpstreamStatusEvent | null,
  doubt: Doubt | null,
  now: number,
): Truth {
  const lostSince = longer(doubt, 'since', now);
  const unreachableSince = upstream?.status === 'unreachable' ? Date.parse(upstream.since) : null;
  return {
    connection,
    lostSince,
    toldSince: longer(doubt, 'noticedAt', now),
    unread: connection.is === 'live' && doubt !== null && doubt.reason !== null,
    unreachableSince,
    // Whoever is not heard does not say how the service is.
    service: upstream === null || lostSince !== null ? 'not-known' : upstream.status,
    old: lostSince !== null || unreachableSince !== null,
  };
}

export function useTruth(): Truth {
  const connection = useConnection();
  const upstream = useUpstream();
  const doubt = useDoubt();
  useTick(doubt !== null);
  return truthOf(connection, upstream, doubt, Date.now());
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
