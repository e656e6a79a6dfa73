/** Which build of the service answers: asked when it is there again, and seldom after that. */
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Reader } from '../upstream/read.ts';
import type { Reachability } from './reachability.ts';

/** A service that is restarted so fast that nobody sees it away may be another build. */
const againMs = 10 * 60_000;
/** Its answer waits for whatever dials just then; nobody waits for this one. */
const patienceMs = 5_000;

/** @returns what it said last; null: nothing yet, or a build without /health */
export function followServiceVersion(deps: {
  reader: Pick<Reader, 'health'>;
  reachability: Pick<Reachability, 'onChange'>;
  clock: Pick<Clock, 'now'>;
  log: Pick<Log, 'debug'>;
}): { version(): string | null; stop(): void } {
  const { reader, clock } = deps;
  let version: string | null = null;
  let askedAt = -Infinity;
  let wasAway = false;

  async function ask(): Promise<void> {
    const health = await reader.health(AbortSignal.timeout(patienceMs));
    version = health && health.version !== '' ? health.version : null;
  }

  const stop = deps.reachability.onChange(({ status }) => {
    if (status === 'unreachable') {
      wasAway = true;
      return;
    }
    if (!wasAway && clock.now() - askedAt < againMs) return;
    wasAway = false;
    askedAt = clock.now();
    ask().catch((error: unknown) => deps.log.debug({ err: error }, 'the service did not tell its version'));
  });
  return { version: () => version, stop };
}
