/**
 * /health tells whether the service answers, where nothing else does in time: without an admin token nothing sweeps,
 * lists are far between while pushes arrive, and one that hangs is asked for again only after a long wait.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Reachability } from './reachability.ts';
import { judge } from './upstream-trouble.ts';

const everyMs = 5_000;
const everyWhileAwayMs = 2_000;
/** By then a list was asked for as well. */
const leaveToListsMs = 20_000;

export async function keepPulse(
  deps: {
    reader: Pick<Reader, 'health'>;
    reachability: Reachability;
    clock: Pick<Clock, 'now'>;
    /**
     * Lists are asked for as well. They hang as /health does while one session dials, and then ask whether any other
     * answers: one that is late is theirs to judge.
     */
    besideLists: boolean;
    /** While it says no, nothing is asked. */
    wanted?: () => boolean;
    /** Resolves early when the signal aborts. */
    sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  },
  signal: AbortSignal,
): Promise<void> {
  const { reader, reachability, clock, besideLists } = deps;
  const sleep = deps.sleep ?? ((ms) => pause(ms, undefined, { signal }).catch(() => undefined));
  let waitMs = everyMs;
  while (!signal.aborted) {
    const dueInMs = (reachability.answeredAt() ?? 0) + everyMs - clock.now();
    if (deps.wanted?.() === false) waitMs = everyWhileAwayMs;
    else if (dueInMs > 0) waitMs = dueInMs;
    else {
      try {
        await reader.health(signal);
        reachability.succeeded();
        waitMs = everyMs;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof UpstreamError)) throw error;
        const isTheirs = besideLists && error.kind === 'timeout';
        if (!isTheirs) judge(error, reachability, 'read');
        waitMs = isTheirs ? leaveToListsMs : everyWhileAwayMs;
      }
    }
    await sleep(waitMs, signal);
  }
}
