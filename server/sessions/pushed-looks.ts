/** Looks that pushes ask for. A service that restarts pushes thousands at once: where they crowd, a list answers all. */
import pLimit from 'p-limit';
import type { Clock } from '../clock.ts';
import type { Known } from './known.ts';
import type { Looker } from './look.ts';
import type { Sweeping } from './sweeping.ts';

export interface PushedLooks {
  /**
   * Resolves when the session was looked at after this moment, by whomever, or was given up.
   * Throws UpstreamError.
   * @param isFirst of its push: the one that brings the news, and waits for nothing while that can be
   */
  take(id: string, isFirst: boolean, signal: AbortSignal): Promise<void>;
}

/** Of the 20 calls that may be under way at once; the looks that somebody waits for find room beside them. */
const mostAtOnce = 6;
/** So many first looks take about as long as a list, which waits for each session that dials. */
const crowd = 48;

export function createPushedLooks(deps: {
  known: Known;
  looker: Pick<Looker, 'lookAnew'>;
  clock: Pick<Clock, 'now'>;
  isWatched: (id: string) => boolean;
  /** Null: there are no lists here. */
  sweeping: Pick<Sweeping, 'swept' | 'soon'> | null;
}): PushedLooks {
  const { known, looker, clock, sweeping } = deps;
  const limit = pLimit(mostAtOnce);
  let waitForList = 0;

  /** Later looks wait for a list as soon as others wait as well: they only confirm. */
  const isCrowd = (isFirst: boolean) =>
    isFirst ? limit.pendingCount >= crowd : waitForList > 0 || limit.pendingCount > 0;

  return {
    async take(id, isFirst, signal) {
      if (deps.isWatched(id)) return void (await looker.lookAnew(id, 'webhook'));
      const since = clock.now();
      const isOver = () => signal.aborted || (known.seen(id)?.at ?? -Infinity) >= since;
      if (sweeping?.swept() && isCrowd(isFirst)) {
        waitForList++;
        await sweeping.soon().finally(() => waitForList--);
        if (isOver()) return;
      }
      // What the list did not settle: it failed, or the session moved meanwhile.
      await limit(async () => {
        if (!isOver()) await looker.lookAnew(id, 'webhook');
      });
    },
  };
}
