/** The sweep's loop: when the next list is asked for, and how it backs off from one that hangs. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SessionRow } from '../../db/session-row.ts';
import type { Log } from '../observability/log.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Known } from './known.ts';
import { type Looker } from './look.ts';
import type { Reachability } from './reachability.ts';
import type { Sweeper } from './sweep.ts';
import { isNoLogin, judge } from './upstream-trouble.ts';

export interface Sweeping {
  run(signal: AbortSignal): Promise<void>;
  /** Whether the sweep covers the sessions now; false while the list hangs, or is late. */
  swept(): boolean;
  /**
   * Asks for a list as soon as the service has had a rest from the last. Resolves when one that was asked for after
   * this moment is folded, has failed, or is late; at once while no lists are asked for here.
   */
  soon(): Promise<void>;
}

/** Each timed-out list goes on holding a goroutine and a connection inside the service. */
const hangWaitMs = 30_000;
const hangWaitMostMs = 5 * 60_000;
const awayWaitsMs = [500, 1_000, 2_000, 3_000];
const asksSingles = 3;
/** A list takes some hundred milliseconds. Whatever holds a later one up, until its timeout it tells nothing. */
const lateMs = 3_000;
/** However many want to know: lists take at most a quarter of the service's time. */
const restMs = 250;
const restOfLists = 3;

export function createSweeping(deps: {
  sweeper: Sweeper;
  looker: Pick<Looker, 'look'>;
  known: Known;
  reachability: Reachability;
  everyMs: () => number;
  log: Log;
  /** Resolves early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Sweeping {
  const { sweeper, looker, known, reachability, log } = deps;
  const sleep = deps.sleep ?? ((ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined));
  let hangs = 0;
  let failures = 0;
  let tookMs = 0;
  let isRunning = false;
  let hurried: (() => void)[] = [];
  let wake = () => {};
  /** When the list under way was asked for. */
  let askedAt: number | null = null;
  const isLate = () => askedAt !== null && performance.now() - askedAt > lateMs;

  /** After a list that timed out: does any single session answer? Then only the list hangs. */
  async function singleAnswers(): Promise<boolean> {
    const asked = await Promise.allSettled(
      likelyToAnswer(known.all()).map((row) => looker.look(row.id, 'status')),
    );
    return asked.some(({ status }) => status === 'fulfilled');
  }

  async function afterTimeout(): Promise<number> {
    if (await singleAnswers()) {
      if (hangs === 0) log.warn('the list of sessions hangs: single sessions are asked meanwhile');
    } else reachability.hangs();
    return Math.min(hangWaitMs * 2 ** hangs++, hangWaitMostMs);
  }

  /** Sweeps once; answers how long to wait for the next. */
  async function turn(signal: AbortSignal): Promise<number> {
    const waiting = hurried;
    hurried = [];
    // Those that came meanwhile would wait for the next, which may be long in coming.
    const late = setTimeout(() => [waiting, hurried].forEach(letGo), lateMs);
    const began = (askedAt = performance.now());
    try {
      await sweeper.sweep(signal).finally(() => (askedAt = null));
      tookMs = performance.now() - began;
      if (hangs > 0) log.info('the list of sessions answers again');
      hangs = 0;
      failures = 0;
      return deps.everyMs();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'timeout') return afterTimeout();
      judge(error, reachability, 'read');
      if (isNoLogin(error) && failures === 0) {
        log.error('the service refuses WHATSAPP_ADMIN_TOKEN: sessions are not swept');
      }
      return awayWaitsMs[Math.min(failures++, awayWaitsMs.length - 1)]!;
    } finally {
      clearTimeout(late);
      letGo(waiting);
    }
  }

  /** Waits for the next turn; a service that answers again is swept at once, and one that is asked for soon. */
  async function untilNext(ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    let { status } = known.upstream;
    const off = reachability.onChange((view) => {
      if (view.status === 'reachable' && status === 'unreachable') over.abort();
      ({ status } = view);
    });
    const ends = AbortSignal.any([signal, over.signal]);
    const isWell = failures === 0 && hangs === 0;
    const rest = isWell ? Math.min(ms, Math.max(restMs, tookMs * restOfLists)) : ms;
    await sleep(rest, ends);
    if (rest < ms && hurried.length === 0 && !ends.aborted) {
      const hurry = new AbortController();
      wake = () => hurry.abort();
      await sleep(ms - rest, AbortSignal.any([ends, hurry.signal]));
      wake = () => {};
    }
    off();
  }

  return {
    swept: () => hangs === 0 && !isLate(),
    soon: () =>
      new Promise((resolve) => {
        if (!isRunning) return resolve();
        hurried.push(resolve);
        wake();
      }),
    async run(signal) {
      isRunning = true;
      while (!signal.aborted) {
        let waitMs = 5_000;
        try {
          waitMs = await turn(signal);
        } catch (error) {
          if (!signal.aborted) log.error({ err: error }, 'a sweep failed');
        }
        if (!signal.aborted) await untilNext(waitMs, signal);
      }
      isRunning = false;
      letGo(hurried);
    },
  };
}

const letGo = (waiting: (() => void)[]) => waiting.splice(0).forEach((go) => go());

/** Not those that are dialling just now: one of them is why the list hangs. */
function likelyToAnswer(rows: Iterable<SessionRow>): SessionRow[] {
  const calm = (row: SessionRow) => (row.phase === 'online' || row.phase === 'offline' ? 0 : 1);
  return [...rows].sort((a, b) => calm(a) - calm(b)).slice(0, asksSingles);
}
