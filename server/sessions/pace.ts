/** How often a session is looked at on its own, beside the sweep that sees all. Pure. */
import type { SessionRow } from '../../db/session-row.ts';

export interface Paces {
  /** Whether one request covers all sessions (an admin token is there, and the list does not hang). */
  swept: boolean;
  /** Single sessions are asked by id, with the admin token: that never touches the map that crashes. */
  byAdmin: boolean;
  watched: boolean;
  /** The service does not answer: whatever is asked only tells that again. */
  away: boolean;
  now: number;
}

/** Where nothing was decided for this long, nothing is about to be: half a second is no longer worth it. */
const stuckMs = 60_000;

/**
 * Milliseconds between two looks at this session; null: the sweep is enough. Where something is about to be
 * decided, or a code is on a screen, half a second: a change reaches the client within about a second.
 */
export function lookEveryMs(row: SessionRow, paces: Paces): number | null {
  const everyMs = whileItAnswers(row, paces);
  return paces.away && everyMs !== null ? Math.max(everyMs, 3_000) : everyMs;
}

function whileItAnswers(row: SessionRow, { swept, byAdmin, watched, now }: Paces): number | null {
  // Also while the list hangs: a code that died must not stay on a screen because some other session dials.
  const soon = byAdmin ? 500 : 1_000;
  if (row.phase === 'connecting' || (row.fallenSince !== null && !row.loggedIn)) {
    return now - row.phaseSince < stuckMs ? soon : 3_000;
  }
  if (row.phase === 'pairing') return watched ? soon : 3_000;
  if (row.phase === 'reconnecting') return watched ? 1_000 : swept ? null : 5_000;
  if (row.phase === 'stopping') return 5_000;
  if (row.offlineDue) return 2_000;
  if (swept) return null;
  return watched ? 15_000 : 60_000;
}

/** Spreads looks that would fall together: 0.9 to 1.1 of the interval, the same for one session each time. */
export function spread(everyMs: number, id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000;
  return everyMs * (0.9 + (0.2 * sum) / 1_000);
}
