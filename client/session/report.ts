import type { SessionState } from '../../contract/session.ts';
import type { TimelineEntry } from '../../contract/socket.ts';

/** What whoever runs the service needs to know of a fall; no codes, no names, no numbers of people. */
export function report(state: SessionState, entries: readonly TimelineEntry[]): string {
  const { id, phase, phaseSince, connected, loggedIn, desired, recovery, freshness } = state;
  const { generation, version, cause } = state;
  const since = Date.parse(cause?.since ?? phaseSince);
  const tried = entries
    .filter(({ type, at }) => type === 'recovery' && Date.parse(at) >= since)
    .map(({ at, data }) => ({ at, ...data }));
  return JSON.stringify(
    {
      id,
      phase,
      phaseSince,
      connected,
      loggedIn,
      cause: cause && { code: cause.code, since: cause.since, until: cause.until },
      desired,
      recovery,
      tried,
      freshness,
      generation,
      version,
    },
    null,
    2,
  );
}
