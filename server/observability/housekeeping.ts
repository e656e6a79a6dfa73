/** Deletes what is old, once an hour, by the node that watches. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { deleteOld } from '../../db/retention.ts';
import type { Log } from './log.ts';

const everyMs = 3_600_000;
/** A gateway that just started has better things to do. */
const firstMs = 60_000;

/** @returns how to stop; resolves when nothing runs any more */
export function keepHouse(deps: { db: Db; log: Log; leads(): boolean }): () => Promise<void> {
  const stopping = new AbortController();
  const keeping = (async () => {
    for (let waitMs = firstMs; ; waitMs = everyMs) {
      await sleep(waitMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      if (!deps.leads()) continue;
      try {
        const gone = await deleteOld(deps.db);
        if (Object.keys(gone).length > 0) deps.log.info({ gone }, 'what was old is deleted');
      } catch (error) {
        deps.log.warn({ err: error }, 'what is old could not be deleted');
      }
    }
  })();
  return () => {
    stopping.abort();
    return keeping;
  };
}
