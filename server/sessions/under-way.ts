/** What was begun and has not ended: a node that stops waits for it, but not for ever. */
import { setTimeout as pause } from 'node:timers/promises';

export interface UnderWay {
  add(work: Promise<unknown>): void;
  /** Resolves when all has ended, well or badly, or after this time. */
  ended(withinMs: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const works = new Set<Promise<unknown>>();
  return {
    add(work) {
      const over = () => void works.delete(work);
      works.add(work);
      work.then(over, over);
    },
    async ended(withinMs) {
      const over = new AbortController();
      await Promise.race([
        Promise.allSettled(works),
        pause(withinMs, undefined, { signal: over.signal }).catch(() => undefined),
      ]);
      over.abort();
    },
  };
}
