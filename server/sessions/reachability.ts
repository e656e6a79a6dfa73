/** Whether the service answers. Slow is not down: one success makes it reachable, and each change is told once. */
import type { Clock } from '../clock.ts';
import type { Known, UpstreamView } from './known.ts';

export interface Reachability {
  succeeded(): void;
  /** `sure`: nothing else may still answer (a refused connection, or both list and single look timed out). */
  failed(sure: boolean): void;
  /** After a while without any answer since the start: it counts as unreachable until it answers. */
  mustHaveAnswered(): void;
  /** A complete sweep confirmed every session as of this time. */
  swept(askedAt: number): void;
  /** The service was unreachable at some moment after this time. */
  wasAwaySince(at: number): boolean;
  onChange(listener: (view: UpstreamView) => void): () => void;
}

/** A single failure may be a hiccup; a second one this much later, with no success between, is not. */
const hiccupMs = 1_000;

export function createReachability(known: Known, clock: Clock): Reachability {
  const listeners = new Set<(view: UpstreamView) => void>();
  let firstFailureAt: number | null = null;
  let everAnswered = known.upstream.observedAt !== null;
  let lastAwayAt = known.upstream.status === 'unreachable' ? clock.now() : -Infinity;

  function become(status: UpstreamView['status'], since: number) {
    known.upstream = { ...known.upstream, status, since };
    for (const listener of listeners) listener(known.upstream);
  }

  return {
    succeeded() {
      everAnswered = true;
      firstFailureAt = null;
      if (known.upstream.status === 'reachable') return;
      lastAwayAt = clock.now();
      become('reachable', clock.now());
    },
    failed(sure) {
      const now = clock.now();
      firstFailureAt ??= now;
      if (known.upstream.status === 'unreachable') {
        lastAwayAt = now;
        return;
      }
      if (everAnswered && !(sure && now - firstFailureAt >= hiccupMs)) return;
      lastAwayAt = now;
      become('unreachable', firstFailureAt);
    },
    mustHaveAnswered() {
      if (!everAnswered) this.failed(true);
    },
    swept(askedAt) {
      known.upstream = { ...known.upstream, observedAt: askedAt };
      for (const listener of listeners) listener(known.upstream);
    },
    wasAwaySince: (at) => lastAwayAt > at,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
