/** /health tells whether the service answers, where nothing else does in time. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Reachability } from './reachability.ts';
import { judge } from './upstream-trouble.ts';

/**
 * `judges`: nothing else is asked, without an admin token or while a list that hangs is waited out.
 * `rings`: lists are asked for, but far between, for pushes arrive. What becomes of /health, which proxies treat as
 * they like and some builds lack, is no verdict then: it is a reason to ask for the list now.
 * `rests`: lists are enough.
 */
export type PulseRole = 'judges' | 'rings' | 'rests';

/** @param now `swept`: lists are not held up; `pushesArrive`: so they are far between. */
export function pulseRole(now: {
  byAdmin: boolean;
  swept: boolean;
  pushesArrive: boolean;
  status: 'reachable' | 'unreachable';
}): PulseRole {
  if (!now.byAdmin) return 'judges';
  // Lists that fail are asked for again within seconds anyway.
  if (now.swept) return now.pushesArrive && now.status === 'reachable' ? 'rings' : 'rests';
  return now.status === 'unreachable' ? 'judges' : 'rests';
}

const everyMs = 5_000;
const everyWhileAwayMs = 2_000;
/** It hangs as lists do while one session dials, and each that hangs costs the service something. */
const afterLateMs = 20_000;

export async function keepPulse(
  deps: {
    reader: Pick<Reader, 'health'>;
    reachability: Reachability;
    clock: Pick<Clock, 'now'>;
    role: () => PulseRole;
    /** Has the list asked for now. */
    ring: () => void;
    /** Resolves early when the signal aborts. */
    sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  },
  signal: AbortSignal,
): Promise<void> {
  const { reader, reachability, clock, role, ring } = deps;
  const sleep = deps.sleep ?? ((ms) => pause(ms, undefined, { signal }).catch(() => undefined));

  let leftAloneUntil = -Infinity;

  /** Asks; answers how long to wait then. */
  async function ask(judges: boolean): Promise<number> {
    try {
      await reader.health(signal);
      if (judges) reachability.succeeded();
      return everyMs;
    } catch (error) {
      if (signal.aborted) return 0;
      if (!(error instanceof UpstreamError)) throw error;
      if (judges) judge(error, reachability, 'read');
      else if (error.kind === 'timeout') leftAloneUntil = clock.now() + afterLateMs;
      else if (error.kind === 'unreachable' || (error.status ?? 0) >= 500) ring();
      return judges ? everyWhileAwayMs : everyMs;
    }
  }

  while (!signal.aborted) {
    const now = role();
    const rests = now === 'rests' || (now === 'rings' && clock.now() < leftAloneUntil);
    const dueInMs = (reachability.answeredAt() ?? 0) + everyMs - clock.now();
    const waitMs = rests ? everyWhileAwayMs : dueInMs > 0 ? dueInMs : await ask(now === 'judges');
    if (!signal.aborted) await sleep(waitMs, signal);
  }
}
