/** Sessions that are paired one after the other. Pure. */
import type { SessionState } from '../../contract/session.ts';

/** Which of them is on the screen. */
export interface PairQueue {
  ids: readonly string[];
  at: number;
}

type StateOf = (id: string) => Pick<SessionState, 'phase'> | undefined;

/** The place of the first from `at` on that still wants a phone; null: the queue is over. */
export function nextInQueue(ids: readonly string[], at: number, stateOf: StateOf): number | null {
  const place = ids.findIndex((id, index) => {
    const state = index >= at ? stateOf(id) : undefined;
    return state !== undefined && state.phase !== 'online';
  });
  return place < 0 ? null : place;
}
