import type { SessionState } from '../../contract/session.ts';
import { useMay } from '../auth/auth.tsx';
import { useNow } from '../truth/truth.ts';
import { movesWithTime, possible, type Possible } from './possible.ts';

/** What this person can do with a session now, by the server's clock. */
export function usePossible(state: SessionState): Possible {
  return possible(state, useMay().act, useNow(movesWithTime(state)));
}
