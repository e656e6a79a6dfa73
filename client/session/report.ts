import type { SessionState } from '../../contract/session.ts';

/** What whoever runs the service needs to know of a fall; no codes, no numbers of people. */
export function report(state: SessionState): string {
  const {
    id,
    phase,
    phaseSince,
    connected,
    loggedIn,
    cause,
    desired,
    recovery,
    freshness,
    generation,
    version,
  } = state;
  return JSON.stringify(
    { id, phase, phaseSince, connected, loggedIn, cause, desired, recovery, freshness, generation, version },
    null,
    2,
  );
}
