/** What whoever has a pairing link may know: the code and how the pairing goes, and nothing of people or the past. */
import type { SessionState } from '../../contract/session.ts';
import { causeWords } from './causes.ts';

/** Its words name the person too. */
function nobodys(cause: NonNullable<SessionState['cause']>): SessionState['cause'] {
  const words =
    cause.code === 'by_admin' && causeWords({ code: cause.code, since: 0, until: null, by: null });
  return { ...cause, ...words, by: null };
}

/** @param state with its code */
export function presentForLink(state: SessionState): SessionState {
  return {
    ...state,
    ownerId: null,
    ownerName: null,
    // The number that was linked before is somebody's; the one being linked is the caller's own.
    jid: state.loggedIn ? state.jid : null,
    lastJid: null,
    cause: state.cause && nobodys(state.cause),
    recovery: null,
  };
}
