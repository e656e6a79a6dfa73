/** What was begun and has not ended: a node that stops waits for it, but not for ever. */
import { setTimeout as pause } from 'node:timers/promises';

/** What begins something; mostly its first argument is the id of the session it is about. */
type Door = (...args: never[]) => Promise<unknown>;

export interface UnderWay {
  /** The same functions; what a call begins is under way from its very first step until its promise settles. */
  counted<D extends Record<keyof D, Door>>(doors: D): D;
  /** Whether something about this session is under way. */
  isUnderWay(id: string): boolean;
  /** Resolves when all has ended, well or badly, or after this time. */
  ended(withinMs: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const works = new Map<Promise<unknown>, unknown>();

  function count(door: Door): Door {
    return (...args) => {
      const work = door(...args);
      const over = () => void works.delete(work);
      works.set(work, args[0]);
      work.then(over, over);
      return work;
    };
  }

  /** What begins while the others are waited for is waited for too. */
  async function allEnded(): Promise<void> {
    while (works.size > 0) await Promise.allSettled(works.keys());
  }

  return {
    counted: <D extends Record<keyof D, Door>>(doors: D) =>
      Object.fromEntries(Object.entries<Door>(doors).map(([name, door]) => [name, count(door)])) as D,
    isUnderWay: (id) => [...works.values()].includes(id),
    async ended(withinMs) {
      const over = new AbortController();
      await Promise.race([
        allEnded(),
        pause(withinMs, undefined, { signal: over.signal }).catch(() => undefined),
      ]);
      over.abort();
    },
  };
}
