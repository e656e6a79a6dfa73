/** When the list is told of what changed around it: seldom, and not into somebody's typing or scrolling. */

/** Hands that were still for so long have paused. */
export const restMs = 150;
/** Nobody who scrolls without a pause sees counts older than this. */
export const mostMs = 2_000;

export interface Calm {
  /** Something changed: `tell` is called at once or in a while. */
  touch(): void;
  stop(): void;
}

/**
 * @param tell false: there was nothing to tell
 * @param calmMs how long after the last time, at least; asked with each change
 * @param usedAt when somebody last typed or scrolled, on the clock of `performance.now()`
 */
export function createCalm(tell: () => boolean, calmMs: () => number, usedAt: () => number): Calm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = -Infinity;
  let waitingSince: number | null = null;
  const turn = () => {
    const now = performance.now();
    waitingSince ??= now;
    const rested = Math.min(usedAt() + restMs, waitingSince + mostMs);
    const wait = Math.max(toldAt + calmMs(), rested) - now;
    if (wait > 0) {
      timer = setTimeout(turn, wait);
      return;
    }
    waitingSince = null;
    if (tell()) toldAt = now;
  };
  return {
    touch() {
      clearTimeout(timer);
      turn();
    },
    stop: () => clearTimeout(timer),
  };
}

let lastUsedAt = -Infinity;
const signs = ['scroll', 'wheel', 'touchmove', 'keydown', 'input'];
const use = () => (lastUsedAt = performance.now());

/** When somebody last typed or scrolled anywhere on this page. */
export function whenUsed(): () => number {
  for (const sign of signs) window.addEventListener(sign, use, { capture: true, passive: true });
  return () => lastUsedAt;
}
