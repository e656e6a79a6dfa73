/** Whether the service answers. Slow is not down: one success makes it reachable, and each change is told once. */
import type { Clock } from '../clock.ts';
import type { Known, UpstreamView } from './known.ts';

export interface Reachability {
  succeeded(): void;
  /** `sure`: refused, or an answer that is not this service's. A call that only timed out is not sure. */
  failed(sure: boolean): void;
  /** Nothing at all answers: neither the list nor single sessions. */
  hangs(): void;
  /** After a while without any answer since the start: it counts as unreachable until it answers. */
  mustHaveAnswered(): void;
  /** When it last answered here; null: it never did. */
  answeredAt(): number | null;
  /** A complete sweep confirmed every session as of this time. */
  swept(askedAt: number): void;
  /** What the node that watches found, on the nodes that do not. */
  follow(view: UpstreamView): void;
  /** This node watches from now on: the verdict is its own. */
  lead(): void;
  /** The service was unreachable at some moment after this time. */
  wasAwaySince(at: number): boolean;
  onChange(listener: (view: UpstreamView) => void): () => void;
}

/** A single failure may be a hiccup; a second one this much later, with no success between, is not. */
const hiccupMs = 1_000;
/** A node that does not watch hears from the one that does every few seconds; after this long without, it judges itself. */
const followsMs = 6_000;
/** Calls that time out one after the other, and none that answers for this long. */
const silentMs = 20_000;

export function createReachability(known: Known, clock: Clock): Reachability {
  const listeners = new Set<(view: UpstreamView) => void>();
  const startedAt = clock.now();
  let firstFailureAt: number | null = null;
  let answeredAt: number | null = null;
  let lastAwayAt = -Infinity;
  let followedAt = -Infinity;
  /** Two nodes that judge one service would contradict each other where only one of them reaches it. */
  const follows = () => clock.now() - followedAt < followsMs;

  const tell = () => {
    for (const listener of listeners) listener(known.upstream);
  };

  function become(status: UpstreamView['status'], since: number): void {
    known.upstream = { ...known.upstream, status, since };
    tell();
  }

  return {
    succeeded() {
      const first = answeredAt === null;
      answeredAt = clock.now();
      firstFailureAt = null;
      if (follows()) return;
      if (known.upstream.status === 'unreachable') {
        lastAwayAt = answeredAt;
        become('reachable', answeredAt);
      } else if (first) tell();
    },
    failed(sure) {
      if (follows()) return;
      const now = clock.now();
      firstFailureAt ??= now;
      if (known.upstream.status === 'unreachable') {
        lastAwayAt = now;
        return;
      }
      const certain = sure && (answeredAt === null || now - firstFailureAt >= hiccupMs);
      if (!certain && now - (answeredAt ?? startedAt) < silentMs) return;
      lastAwayAt = now;
      become('unreachable', firstFailureAt);
    },
    hangs() {
      const now = clock.now();
      lastAwayAt = now;
      if (known.upstream.status === 'reachable') become('unreachable', firstFailureAt ?? now);
    },
    mustHaveAnswered() {
      if (answeredAt === null) this.hangs();
    },
    answeredAt: () => answeredAt,
    swept(askedAt) {
      known.upstream = { ...known.upstream, observedAt: askedAt };
      tell();
    },
    follow(view) {
      followedAt = clock.now();
      firstFailureAt = null;
      const before = known.upstream;
      if (view.status === 'unreachable') lastAwayAt = clock.now();
      known.upstream = view;
      if (before.status !== view.status || before.observedAt !== view.observedAt) tell();
    },
    lead() {
      followedAt = -Infinity;
    },
    wasAwaySince: (at) => lastAwayAt > at,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
