/** What a loop has to do for each session: when to think of it again, and not twice the same thing at once. */
import { isLostDatabase } from '../../db/lost-database.ts';
import { createDue } from './due.ts';

export interface Agenda {
  /** Think of this session at the next turn. */
  soon(id: string): void;
  /** Those to think of now; each is due no more until `thoughtOf` or `soon` says so. */
  take(now: number): string[];
  /** The earliest time at which some session is due; Infinity: none is. */
  nextAt(): number;
  thoughtOf(id: string, againAt: number): void;
  /**
   * Runs `work`, unless the same still runs or was tried a moment ago. What stays due is tried ever more seldom,
   * until `settled` says that it is no longer due, or the work resolves to true: it did what it should.
   */
  once(id: string, what: string, now: number, work: () => Promise<unknown>): void;
  settled(id: string, what: string): void;
  /** Nothing of this session runs or was tried in vain. */
  atRest(id: string): boolean;
  /** How many sessions it knows of. */
  size(): number;
  /** Forgets sessions that are gone. */
  keepOnly(exists: (id: string) => boolean): void;
  /** Resolves when all that runs has ended. */
  idle(): Promise<void>;
}

interface Try {
  running: boolean;
  times: number;
  notBefore: number;
}

const firstPauseMs = 1_000;
const lastPauseMs = 30_000;

export function createAgenda(deps: {
  /** A session's work has ended: it may be due again. */
  onEnd: (id: string) => void;
  onError: (error: unknown, id: string, what: string) => void;
}): Agenda {
  const due = createDue();
  const tries = new Map<string, Map<string, Try>>();
  const running = new Set<Promise<unknown>>();

  function tryOf(id: string, what: string): Try {
    let own = tries.get(id);
    if (!own) tries.set(id, (own = new Map()));
    let one = own.get(what);
    if (!one) own.set(what, (one = { running: false, times: 0, notBefore: 0 }));
    return one;
  }

  return {
    soon: (id) => due.set(id, 0),
    take: due.take,
    nextAt: due.nextAt,
    thoughtOf: due.set,
    once(id, what, now, work) {
      const one = tryOf(id, what);
      if (one.running || now < one.notBefore) return;
      one.running = true;
      one.notBefore = now + Math.min(firstPauseMs * 2 ** one.times++, lastPauseMs);
      const run = work()
        .then((done) => {
          if (done === true) Object.assign(one, { times: 0, notBefore: 0 });
        })
        .catch((error: unknown) => {
          // Told elsewhere; and nothing but the database has to come back.
          if (isLostDatabase(error)) one.times = 0;
          else deps.onError(error, id, what);
        })
        .finally(() => {
          one.running = false;
          running.delete(run);
          deps.onEnd(id);
        });
      running.add(run);
    },
    settled(id, what) {
      const one = tries.get(id)?.get(what);
      if (one && !one.running) tries.get(id)!.delete(what);
    },
    atRest: (id) => (tries.get(id)?.size ?? 0) === 0,
    size: due.size,
    keepOnly(exists) {
      due.keepOnly(exists);
      for (const id of tries.keys()) if (!exists(id)) tries.delete(id);
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
