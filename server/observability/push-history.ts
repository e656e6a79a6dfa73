/** How fast changes went out in the last day, on all nodes: each writes its minutes, and reads those of all. */
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { PushesView, PushWindow } from '../../contract/system.ts';
import type { Db } from '../../db/database.ts';
import { addPushMinute, readPushMinutes, type PushMinute } from '../../db/push-minutes.ts';
import type { Clock } from '../clock.ts';
import { addCounts, count, percentile, total } from './histogram.ts';
import type { Log } from './log.ts';

/** Of one change: the question that saw it, its way into the database, and out to the sockets. */
export interface Stages {
  lookMs: number;
  commitMs: number;
  emitMs: number;
}

export interface PushHistory {
  pushed(tookMs: number, by: string): void;
  staged(stages: Stages): void;
  read(window: PushWindow): Promise<PushesView>;
  /** Writes each minute that is over. */
  start(): void;
  /** Writes what is left. */
  stop(): Promise<void>;
}

const minuteMs = 60_000;
const windows: Record<PushWindow, { lengthMs: number; stepMs: number }> = {
  '1h': { lengthMs: 60 * minuteMs, stepMs: minuteMs },
  '24h': { lengthMs: 24 * 60 * minuteMs, stepMs: 10 * minuteMs },
};
/** While the database is away the newest minutes wait for it. */
const mostWaiting = 1_440;

const empty = (at: number): PushMinute => ({
  at,
  counts: [],
  byWebhook: 0,
  staged: 0,
  lookMs: 0,
  commitMs: 0,
  emitMs: 0,
});

function add(into: PushMinute, more: PushMinute): PushMinute {
  addCounts(into.counts, more.counts);
  for (const key of ['byWebhook', 'staged', 'lookMs', 'commitMs', 'emitMs'] as const) into[key] += more[key];
  return into;
}

export function createPushHistory(deps: {
  db: Db;
  clock: Clock;
  node: string;
  scope: string;
  log: Log;
}): PushHistory {
  const { db, clock } = deps;
  const whose = { upstream: deps.scope, node: deps.node };
  const stopping = new AbortController();
  /** Not written yet, oldest first; the last one may still grow. */
  let waiting: PushMinute[] = [];
  /** A minute that is written while all are read would count twice, or not at all. */
  const oneAtATime = pLimit(1);
  let keeping = Promise.resolve();

  function current(): PushMinute {
    const at = Math.floor(clock.now() / minuteMs) * minuteMs;
    const last = waiting.at(-1);
    if (last && last.at >= at) return last;
    const minute = empty(at);
    waiting = [...waiting, minute].slice(-mostWaiting);
    return minute;
  }

  /** @param before minutes that began earlier are over */
  const write = (before: number) =>
    oneAtATime(async () => {
      for (const minute of waiting.filter(({ at }) => at < before)) {
        // Taken out first: what comes meanwhile goes to a row of its own.
        waiting = waiting.filter((one) => one !== minute);
        try {
          await addPushMinute(db, whose, minute);
        } catch (error) {
          waiting = [minute, ...waiting].slice(-mostWaiting);
          deps.log.warn({ err: error }, 'how fast changes went out could not be written');
          return;
        }
      }
    });

  async function keepWriting(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = clock.now();
      const over = Math.floor(now / minuteMs) * minuteMs + minuteMs;
      await sleep(over - now + 50, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await write(over);
    }
  }

  return {
    pushed(tookMs, by) {
      const minute = current();
      count(minute.counts, tookMs);
      if (by === 'webhook') minute.byWebhook += 1;
    },
    staged({ lookMs, commitMs, emitMs }) {
      add(current(), { ...empty(0), staged: 1, lookMs, commitMs, emitMs });
    },
    async read(window) {
      const { lengthMs, stepMs } = windows[window];
      const since = Math.floor((clock.now() - lengthMs) / stepMs + 1) * stepMs;
      const minutes = await oneAtATime(async () => {
        const written = await readPushMinutes(db, deps.scope, since);
        return [...written, ...waiting.filter(({ at }) => at >= since)];
      });
      return view(window, minutes, since, stepMs);
    },
    start() {
      keeping = keepWriting(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await keeping;
      await write(Infinity);
    },
  };
}

function view(window: PushWindow, minutes: PushMinute[], since: number, stepMs: number): PushesView {
  const whole = empty(since);
  const steps = new Map<number, PushMinute>();
  for (const minute of minutes) {
    const at = Math.floor(minute.at / stepMs) * stepMs;
    steps.set(at, add(steps.get(at) ?? empty(at), minute));
    add(whole, minute);
  }
  const mean = (sum: number) => (whole.staged === 0 ? null : tenth(sum / whole.staged));
  return {
    window,
    since: iso(since),
    ...figures(whole.counts),
    byWebhook: whole.byWebhook,
    stages: { lookMs: mean(whole.lookMs), commitMs: mean(whole.commitMs), emitMs: mean(whole.emitMs) },
    steps: [...steps.values()]
      .filter(({ counts }) => counts.length > 0)
      .sort((a, b) => a.at - b.at)
      .map(({ at, counts }) => ({ at: iso(at), ...figures(counts) })),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
const tenth = (ms: number) => Math.round(ms * 10) / 10;
function figures(counts: readonly number[]) {
  const at = (share: number) => {
    const ms = percentile(counts, share);
    return ms === null ? null : tenth(ms);
  };
  return { p50Ms: at(0.5), p95Ms: at(0.95), count: total(counts) };
}
