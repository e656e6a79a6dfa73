/** The seed's 30 s rule: a pairing that nobody watches is withdrawn. Never a session that is logged in. */
import type { Facts } from '../../db/session-row.ts';

/**
 * When an unwatched pairing stops; null: it does not. `lastLookedAt`: when somebody last watched, Infinity while
 * somebody does, null when nobody was seen yet. A pairing that another tool began is not ours to stop.
 */
export function idleStopsAt(facts: Facts, lastLookedAt: number | null, idleMs: number): number | null {
  if (idleMs === 0 || facts.phase !== 'pairing' || facts.desired !== 'online') return null;
  if (lastLookedAt === Infinity) return null;
  // A pairing that is wanted again counts from then, not from its first code.
  return Math.max(lastLookedAt ?? 0, facts.phaseSince) + idleMs;
}
