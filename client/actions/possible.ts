/** Which actions make sense in a phase. The server decides again, and knows more. */
import type { SessionState } from '../../contract/session.ts';

export interface Possible {
  connect: boolean;
  disconnect: boolean;
  logout: boolean;
}

export function possible(
  state: Pick<SessionState, 'phase' | 'connected' | 'loggedIn'>,
  mayAct: boolean,
): Possible {
  if (!mayAct) return { connect: false, disconnect: false, logout: false };
  switch (state.phase) {
    case 'online':
      return { connect: false, disconnect: true, logout: true };
    case 'pairing':
    case 'connecting':
      return { connect: false, disconnect: true, logout: false };
    case 'reconnecting':
      return { connect: false, disconnect: true, logout: false };
    case 'offline':
    case 'stopping':
    case 'logged-out':
      return { connect: true, disconnect: false, logout: false };
    case 'needs-attention':
      return { connect: true, disconnect: state.connected, logout: state.connected && state.loggedIn };
  }
}
