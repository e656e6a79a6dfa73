/** When something became so at the service, and when each side first saw it. */

export interface Delays {
  /** A change is so from now on; `key` is its own, as a code's image. */
  happened(kind: string, key: string): void;
  /** That side sees it now; only the first time counts, also when it is ahead of our own look at the truth. */
  saw(side: string, key: string): void;
  /** Milliseconds, sorted. */
  of(side: string, kind: string): number[];
  /** How many changes of this kind there were. */
  count(kind: string): number;
}

export function createDelays(): Delays {
  const changes = new Map<string, { kind: string; at: number }>();
  const sights = new Map<string, Map<string, number>>();
  return {
    happened(kind, key) {
      if (!changes.has(key)) changes.set(key, { kind, at: performance.now() });
    },
    saw(side, key) {
      const seen = sights.get(side) ?? new Map<string, number>();
      sights.set(side, seen);
      if (!seen.has(key)) seen.set(key, performance.now());
    },
    of(side, kind) {
      const seen = sights.get(side);
      const found: number[] = [];
      for (const [key, change] of changes) {
        const at = seen?.get(key);
        if (change.kind === kind && at !== undefined) found.push(Math.max(0, at - change.at));
      }
      return found.sort((one, other) => one - other);
    },
    count: (kind) => [...changes.values()].filter((change) => change.kind === kind).length,
  };
}

/** Of sorted values: the smallest that this share of them does not exceed. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
