import type { Phase } from '../../contract/words.ts';
import type { SessionRow } from '../../db/session-row.ts';

/** How many sessions are in each phase; a phase without any is left out. */
export function countByPhase(rows: Iterable<SessionRow>): Partial<Record<Phase, number>> {
  const counts: Partial<Record<Phase, number>> = {};
  for (const { phase } of rows) counts[phase] = (counts[phase] ?? 0) + 1;
  return counts;
}
