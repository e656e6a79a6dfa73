/** Which sessions want a phone, the next one first. Pure. */
import type { SessionState } from '../../contract/session.ts';

type Known = Pick<SessionState, 'id' | 'phase' | 'jid' | 'lastJid' | 'idleStopsAt'>;

/** Its codes run, and nobody looks at them. */
const unwatched = ({ phase, idleStopsAt }: Known) => phase === 'pairing' && idleStopsAt !== null;
const neverPaired = ({ phase, jid, lastJid }: Known) =>
  phase === 'offline' && jid === null && lastJid === null;
const watched = ({ phase, idleStopsAt }: Known) => phase === 'pairing' && idleStopsAt === null;

/** @param queued what is left of a queue that somebody made: it goes before all else, in its own order */
export function toPair<S extends Known>(
  sessions: readonly S[],
  here: string,
  queued: readonly string[],
): readonly S[] {
  const others = sessions.filter((each) => each.id !== here);
  const byId = new Map(others.map((each) => [each.id, each]));
  const left = queued.flatMap((id) => byId.get(id) ?? []).filter(({ phase }) => phase !== 'online');
  if (left.length > 0) return left;
  // Codes that burn unseen first; what a colleague holds a phone to last.
  return [unwatched, neverPaired, watched].flatMap((want) => others.filter(want));
}
