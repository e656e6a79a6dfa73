import type { SessionState } from '../../contract/session.ts';
import { matches, type Filter } from './order.ts';

/** What owner and search let through, in any phase: the count of a phase is what its filter will show. */
export function inAnyPhase(
  sessions: readonly SessionState[],
  { owner, q }: Pick<Filter, 'owner' | 'q'>,
): readonly SessionState[] {
  if (owner === null && q === '') return sessions;
  return sessions.filter(
    (each) => (owner === null || (each.ownerId ?? '') === owner) && (q === '' || matches(each, q)),
  );
}
