import type { SessionState } from '../../contract/session.ts';
import type { UpstreamStatusEvent } from '../../contract/socket.ts';

/**
 * When a session was last seen, ms. A complete sweep sees every session, and is told once for all of them;
 * a session the service has lost is in no sweep.
 */
export function seenAt(state: SessionState, upstream: UpstreamStatusEvent | null): number {
  const own = Date.parse(state.freshness.observedAt);
  if (!upstream?.observedAt || state.cause?.code === 'upstream_lost_session') return own;
  return Math.max(own, Date.parse(upstream.observedAt));
}
