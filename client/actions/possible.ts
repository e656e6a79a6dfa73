/** Which actions make sense in a phase. The server decides again, and knows more. */
import type { SessionState } from '../../contract/session.ts';
import { banEnds } from './ban.ts';

export interface Possible {
  connect: boolean;
  disconnect: boolean;
  logout: boolean;
}

/** A session that heals is faster than a person for this long. */
export const patienceMs = 30_000;
/** One with a login comes back by itself: the gateway takes no connect before these ten minutes are over. */
const healsWithinMs = 10 * 60_000;

type Known = Pick<SessionState, 'phase' | 'phaseSince' | 'connected' | 'loggedIn' | 'cause'>;

/** Until when one that reconnects is left to heal by itself, ms. */
export const healsUntil = ({ phaseSince, loggedIn }: Pick<Known, 'phaseSince' | 'loggedIn'>): number =>
  Date.parse(phaseSince) + (loggedIn ? healsWithinMs : patienceMs);

/** @param at ms */
export function possible(state: Known, mayAct: boolean, at = Date.now()): Possible {
  if (!mayAct) return { connect: false, disconnect: false, logout: false };
  const banned = at < (banEnds(state) ?? 0);
  switch (state.phase) {
    case 'online':
      return { connect: false, disconnect: true, logout: true };
    case 'pairing':
    case 'connecting':
      return { connect: false, disconnect: true, logout: false };
    case 'reconnecting':
      return { connect: at > healsUntil(state) && !banned, disconnect: true, logout: false };
    case 'offline':
    case 'stopping':
    case 'logged-out':
      return { connect: !banned, disconnect: false, logout: false };
    case 'needs-attention': {
      const { connected, loggedIn } = state;
      return { connect: !banned, disconnect: connected, logout: connected && loggedIn };
    }
  }
}

/** What is possible changes by itself, with time. */
export const movesWithTime = (state: Known): boolean =>
  state.phase === 'reconnecting' || banEnds(state) !== null;
