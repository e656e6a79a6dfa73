/** Which sessions the palette offers for what was typed. Pure. */
import type { SessionState } from '../../contract/session.ts';
import { rankOf } from '../phase/phases.ts';

const most = 7;

/** How well a session fits: the start of its name before the start of a word, and that before anything else. */
function fit(session: SessionState, typed: string, digits: string): number {
  const name = session.name.toLowerCase();
  if (name.startsWith(typed)) return 0;
  if (name.includes(` ${typed}`)) return 1;
  if (name.includes(typed)) return 2;
  if (session.id.startsWith(typed)) return 3;
  const jid = session.jid ?? session.lastJid ?? '';
  if (digits.length >= 3 && jid.includes(digits)) return 3;
  return session.ownerName?.toLowerCase().includes(typed) ? 4 : Infinity;
}

/** The best few, those that need somebody first among equals; nothing typed: those that need somebody. */
export function matches(sessions: readonly SessionState[], query: string): SessionState[] {
  const typed = query.trim().toLowerCase();
  const digits = typed.replace(/\D/g, '');
  const fits = sessions
    .map((session) => ({ session, fit: typed === '' ? 0 : fit(session, typed, digits) }))
    .filter((each) => each.fit !== Infinity);
  const wanted = typed === '' ? fits.filter(({ session }) => rankOf(session.phase) < 3) : fits;
  return wanted
    .sort(
      (a, b) =>
        a.fit - b.fit ||
        rankOf(a.session.phase) - rankOf(b.session.phase) ||
        a.session.name.localeCompare(b.session.name),
    )
    .slice(0, most)
    .map(({ session }) => session);
}
