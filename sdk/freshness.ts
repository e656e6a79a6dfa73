/** When a session was last seen: its own time, or the last complete sweep, which confirms every session. */
import type { SessionState } from '../contract/session.ts';
import type { UpstreamStatusEvent } from '../contract/socket.ts';

export function freshnessOf(
  state: SessionState,
  upstream: UpstreamStatusEvent | null,
): SessionState['freshness'] {
  const { freshness, cause } = state;
  if (!upstream) return freshness;
  const sweptAt = upstream.observedAt;
  const swept =
    sweptAt !== null && sweptAt > freshness.observedAt && cause?.code !== 'upstream_lost_session'
      ? { observedAt: sweptAt, source: 'sweep' as const }
      : {};
  return { ...freshness, ...swept, upstream: upstream.status };
}
