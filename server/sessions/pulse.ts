/** Without an admin token nothing sweeps: when no session was asked for a while, /health tells whether it answers. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { judge } from './look.ts';
import type { Reachability } from './reachability.ts';

const everyMs = 5_000;
const everyWhileAwayMs = 2_000;

export async function keepPulse(
  deps: {
    reader: Pick<Reader, 'health'>;
    reachability: Reachability;
    clock: Pick<Clock, 'now'>;
    /** Resolves early when the signal aborts. */
    sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  },
  signal: AbortSignal,
): Promise<void> {
  const { reader, reachability, clock } = deps;
  const sleep = deps.sleep ?? ((ms) => pause(ms, undefined, { signal }).catch(() => undefined));
  let waitMs = everyMs;
  while (!signal.aborted) {
    const dueInMs = (reachability.answeredAt() ?? 0) + everyMs - clock.now();
    if (dueInMs > 0) waitMs = dueInMs;
    else {
      try {
        await reader.health(signal);
        reachability.succeeded();
        waitMs = everyMs;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof UpstreamError)) throw error;
        judge(error, reachability, 'read');
        waitMs = everyWhileAwayMs;
      }
    }
    await sleep(waitMs, signal);
  }
}
