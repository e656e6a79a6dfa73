/** Nothing is done to many while what happens to them could not be shown. */
import type { Truth } from '../truth/truth.ts';
import type { BulkKind } from './run.ts';

/** `lost`: this dashboard hears nothing. `away`: the service does not answer. */
export type Blind = 'lost' | 'away';

/** Why it could not be shown now; null: it could. Whose a session is needs no service. */
export function blindTo(
  kind: BulkKind,
  { lostSince, unreachableSince }: Pick<Truth, 'lostSince' | 'unreachableSince'>,
): Blind | null {
  if (lostSince !== null) return 'lost';
  return unreachableSince !== null && kind !== 'transfer' ? 'away' : null;
}
