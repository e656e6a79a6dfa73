/** How long to wait before the next attempt: full jitter below a ceiling that doubles, so that nobody comes in step. */
export interface Backoff {
  nextMs(): number;
  reset(): void;
}

export function createBackoff(
  options: { firstMs?: number; ceilingMs?: number; random?: () => number } = {},
): Backoff {
  const { firstMs = 1_000, ceilingMs = 15_000, random = Math.random } = options;
  let attempts = 0;
  return {
    nextMs() {
      const ceiling = Math.min(ceilingMs, firstMs * 2 ** attempts);
      attempts += 1;
      return Math.round(random() * ceiling);
    },
    reset() {
      attempts = 0;
    },
  };
}
