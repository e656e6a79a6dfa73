import type { SessionState } from '../../contract/session.ts';
import type { UpstreamStatusEvent } from '../../contract/socket.ts';

/**
 * When a session was last seen, ms. A complete sweep sees every session, and is told once for all of them;
 * a session the service has lost is in no sweep.
 */
export const seenAt = (state: SessionState, upstream: UpstreamStatusEvent | null): number =>
  Date.parse(seen(state, upstream?.observedAt ?? null));

/** When the one that was not seen for longest was seen, ms; null: there is none. */
export function oldestSeenAt(
  sessions: readonly SessionState[],
  upstream: UpstreamStatusEvent | null,
): number | null {
  let oldest: string | null = null;
  for (const each of sessions) {
    const at = seen(each, upstream?.observedAt ?? null);
    if (oldest === null || at < oldest) oldest = at;
  }
  return oldest === null ? null : Date.parse(oldest);
}

// Times of the gateway compare as text, which thousands of sessions make worthwhile.
function seen({ freshness, cause }: SessionState, sweptAt: string | null): string {
  const own = freshness.observedAt;
  return sweptAt === null || cause?.code === 'upstream_lost_session' || own > sweptAt ? own : sweptAt;
}
