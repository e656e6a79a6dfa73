/** WhatsApp's temporary bans: while one runs, trying makes it longer. Pure. */
import type { SessionState } from '../../contract/session.ts';

/** A ban of which WhatsApp did not say the end is given this long before anybody is asked to try. */
const untoldMs = 6 * 3_600_000;

/** Until when nothing should be tried, ms; null: no ban. */
export function banEnds({ cause }: Pick<SessionState, 'cause'>): number | null {
  if (cause?.code !== 'temporary_ban') return null;
  return cause.until === null ? Date.parse(cause.since) + untoldMs : Date.parse(cause.until);
}
