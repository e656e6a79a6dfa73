/** Durations of the last minutes, and their percentiles. */
export interface SlidingWindow {
  add(ms: number): void;
  /** Null where there is nothing in the window. */
  read(): { p50Ms: number | null; p95Ms: number | null; count: number };
}

/** @param mostKept beyond it the oldest go first: a flood costs no memory */
export function createSlidingWindow(
  windowMs: number,
  { now = () => performance.now(), mostKept = 10_000 } = {},
): SlidingWindow {
  /** A ring: the oldest at `first`. */
  const ring: { at: number; ms: number }[] = [];
  let first = 0;
  return {
    add(ms) {
      const entry = { at: now(), ms };
      if (ring.length < mostKept) ring.push(entry);
      else {
        ring[first] = entry;
        first = (first + 1) % mostKept;
      }
    },
    read() {
      const since = now() - windowMs;
      const sorted = ring
        .filter((entry) => entry.at >= since)
        .map((entry) => entry.ms)
        .sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
      return { p50Ms: at(0.5), p95Ms: at(0.95), count: sorted.length };
    },
  };
}
