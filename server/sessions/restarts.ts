/**
 * Restarts of the service that nobody saw. It forgets what it does not start again by itself, and says of it what it
 * says of an unlinked session. Its uptime tells; where a build has no /health, or it hangs, nothing does.
 */
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../upstream/read.ts';
import type { Known } from './known.ts';

export interface Restarts {
  /** Asks since when the service runs; one question serves all that fell with it. False: it did not answer. */
  ask(): Promise<boolean>;
  /** The service, as far as it was asked, began after this session was last up; not told of this fall before. */
  explains(row: SessionRow): boolean;
}

const healthMs = 2_000;
const answerLastsMs = 1_000;
/** Where nobody knows when a session was last up: its fall was seen at most this long after what caused it. */
const beforeFallMs = 35_000;

export function createRestarts(deps: {
  reader: Pick<Reader, 'health'>;
  known: Pick<Known, 'upAt'>;
  clock: Pick<Clock, 'now'>;
}): Restarts {
  const { reader, known, clock } = deps;
  let asking: { at: number; answered: Promise<boolean> } | null = null;
  let startedAt: number | null = null;

  async function askNow(askedAt: number): Promise<boolean> {
    const health = await reader.health(AbortSignal.timeout(healthMs)).catch(() => 'silent' as const);
    if (health === 'silent') return false;
    if (health === null || health.uptimeMs === null) return true;
    // Counted back from the answer it began at this moment or, by what the answer waited for, earlier.
    const latest = clock.now() - health.uptimeMs;
    const earliest = askedAt - health.uptimeMs;
    const before = startedAt !== null && startedAt >= earliest ? startedAt : Infinity;
    startedAt = Math.min(latest, before);
    return true;
  }

  return {
    ask() {
      const now = clock.now();
      if (!asking || now - asking.at >= answerLastsMs) asking = { at: now, answered: askNow(now) };
      return asking.answered;
    },
    explains(row) {
      if (startedAt === null || row.cause?.code === 'upstream_lost_session') return false;
      const fellAt = row.fallenSince ?? row.observedAt;
      return startedAt > (known.upAt(row.id) ?? fellAt - beforeFallMs);
    },
  };
}
