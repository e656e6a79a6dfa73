/** The sweep's loop: when the next list is asked for, and how it backs off from one that hangs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Known } from './known.ts';
import { judge, type Looker } from './look.ts';
import type { Reachability } from './reachability.ts';
import type { Sweeper } from './sweep.ts';

export interface Sweeping {
  run(signal: AbortSignal): Promise<void>;
  /** Whether the sweep covers the sessions now; false while the list hangs. */
  swept(): boolean;
}

/** Each timed-out list goes on holding a goroutine and a connection inside the service. */
const hangWaitMs = 30_000;
const hangWaitMostMs = 5 * 60_000;
const awayWaitsMs = [500, 1_000, 2_000, 3_000];

export function createSweeping(deps: {
  sweeper: Sweeper;
  looker: Looker;
  known: Known;
  reachability: Reachability;
  everyMs: () => number;
  log: Log;
}): Sweeping {
  const { sweeper, looker, known, reachability, log } = deps;
  let hangs = 0;
  let failures = 0;

  /** After a list that timed out: does a single session answer? Then only the list hangs. */
  async function singleAnswers(): Promise<boolean> {
    for (const row of known.all()) {
      try {
        await looker.look(row.id, 'status');
        return true;
      } catch (error) {
        if (error instanceof UpstreamError && error.kind === 'timeout') return false;
        return false;
      }
    }
    return false;
  }

  /** Sweeps once; answers how long to wait for the next. */
  async function turn(signal: AbortSignal): Promise<number> {
    try {
      await sweeper.sweep(signal);
      if (hangs > 0) log.info('the list of sessions answers again');
      hangs = 0;
      failures = 0;
      return deps.everyMs();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind !== 'timeout') {
        judge(error, reachability);
        if (error.kind === 'refused_token' && failures === 0) {
          log.error('the service refuses WHATSAPP_ADMIN_TOKEN: sessions are not swept');
        }
        return awayWaitsMs[Math.min(failures++, awayWaitsMs.length - 1)]!;
      }
      const onlyTheList = await singleAnswers();
      if (!onlyTheList) reachability.failed(true);
      if (hangs === 0) log.warn('the list of sessions hangs: single sessions are asked meanwhile');
      return Math.min(hangWaitMs * 2 ** hangs++, hangWaitMostMs);
    }
  }

  return {
    swept: () => hangs === 0,
    async run(signal) {
      while (!signal.aborted) {
        let waitMs = 5_000;
        try {
          waitMs = await turn(signal);
        } catch (error) {
          if (signal.aborted) return;
          log.error({ err: error }, 'a sweep failed');
        }
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
