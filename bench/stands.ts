/**
 * Loaded into the gateway's process before anything else (`--import`): asked by a message, it tells the longest that
 * the event loop stood still, and how much of a stand was the process waiting for a core that others had.
 */
import { openSync, readSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';

export interface Stands {
  /** The longest between two turns of the loop, ms. */
  byClockMs: number;
  /** The longest without what it waited for a core, ms; Linux tells that wait, elsewhere it counts as work. */
  atWorkMs: number;
}

const everyMs = 1;

/** Ms that this thread was ready to run and had no core (Documentation/scheduler/sched-stats.rst, second number). */
function makeWaitReader(): () => number {
  if (process.platform !== 'linux') return () => 0;
  const file = openSync('/proc/thread-self/schedstat', 'r');
  const buffer = Buffer.alloc(128);
  return () => Number(buffer.toString('latin1', 0, readSync(file, buffer, 0, 128, 0)).split(' ')[1]) / 1e6;
}

async function measure(forMs: number): Promise<Stands> {
  const waited = makeWaitReader();
  const worst = { byClockMs: 0, atWorkMs: 0 };
  let last = { at: performance.now(), waited: waited() };
  const timer = setInterval(() => {
    const now = { at: performance.now(), waited: waited() };
    const stood = now.at - last.at - everyMs;
    worst.byClockMs = Math.max(worst.byClockMs, stood);
    worst.atWorkMs = Math.max(worst.atWorkMs, stood - (now.waited - last.waited));
    last = now;
  }, everyMs);
  await pause(forMs);
  clearInterval(timer);
  return worst;
}

if (isMainThread) {
  process.on('message', ({ standsForMs }: { standsForMs: number }) => {
    void measure(standsForMs).then((stands) => process.send?.(stands));
  });
  // Whoever asks keeps the process no longer than it wants to live.
  process.channel?.unref();
}
