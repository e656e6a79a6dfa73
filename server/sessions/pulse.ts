/** Without an admin token nothing sweeps: when no session was asked for a while, /health tells whether it answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { judge } from './look.ts';
import type { Reachability } from './reachability.ts';

const everyMs = 5_000;
const everyWhileAwayMs = 2_000;

export async function keepPulse(
  { reader, reachability, clock }: { reader: Reader; reachability: Reachability; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  let waitMs = everyMs;
  while (!signal.aborted) {
    if (clock.now() - (reachability.answeredAt() ?? 0) >= waitMs) {
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
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}
