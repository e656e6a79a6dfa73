/** Small moves on a session's facts that several rules share. */
import type { CauseCode } from '../../contract/words.ts';
import type { Facts } from '../../db/session-row.ts';
import { codeHash } from './codes.ts';

export const causeOf = (
  code: CauseCode,
  now: number,
  more: { by?: string | null; until?: number | null; loggedOut?: boolean } = {},
): Facts['cause'] => ({ code, since: now, until: null, by: null, ...more });

/** The service ends the old client up to 1 s after it answered a disconnect (disconnect-connect-at-once). */
export const quietAfterCloseMs = 1_500;
/** A call without an answer may still be carried out (recorded: 45 s later). */
export const quietAfterDoubtMs = 60_000;

/** What is left when a pairing is over: its last code may still be in the service's cache. */
export function ended(facts: Facts): Partial<Facts> {
  return {
    qr: null,
    pairingCode: null,
    pairing: null,
    scannedAt: null,
    staleCode: facts.pairing?.codes.at(-1) ?? (facts.qr ? codeHash(facts.qr.image) : facts.staleCode),
  };
}

/** A session of which nothing is known yet but what the service's list says its number is. */
export function firstFacts(now: number, jid: string): Facts {
  return {
    phase: 'offline',
    phaseSince: now,
    connected: false,
    loggedIn: false,
    jid: jid || null,
    lastJid: jid || null,
    scannedAt: null,
    qr: null,
    pairingCode: null,
    pairing: null,
    cause: null,
    desired: 'offline',
    desiredBy: null,
    offlineDue: false,
    connecting: null,
    fallenSince: null,
    paired: jid ? 'perhaps' : 'no',
    eventsUp: null,
    eventsOwed: false,
    recovery: null,
    staleCode: null,
    quietUntil: null,
  };
}
