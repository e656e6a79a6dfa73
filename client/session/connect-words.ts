/** What the one button of a session that is down says. Pure. */
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode } from '../../contract/words.ts';
import { banEnds } from '../actions/ban.ts';
import { healsUntil, possible } from '../actions/possible.ts';
import { loggedOutByAdmin } from '../sessions/now-words.ts';

export type ConnectWords = 'connect' | 'connectAgain' | 'pairAgain' | 'newCode' | 'showQr';

const wordsFor: Record<CauseCode, ConnectWords | null> = {
  unlinked_on_phone: 'pairAgain',
  replaced: 'connectAgain',
  temporary_ban: 'connectAgain',
  client_outdated: 'connectAgain',
  qr_timeout: 'newCode',
  pairing_failed: 'newCode',
  network: null,
  idle: 'showQr',
  by_admin: 'connect',
  upstream_lost_session: 'connectAgain',
  unknown: 'connectAgain',
};

/** Null: no button, since trying now would harm or is not taken. @param at ms */
export function connectWords(state: SessionState, at: number): ConnectWords | null {
  const { phase, cause, jid, lastJid } = state;
  if (!possible(state, true, at).connect) return null;
  if (phase === 'stopping') return 'connect';
  if (phase === 'reconnecting') return 'connectAgain';
  if (!cause) return jid || lastJid ? 'connect' : 'showQr';
  return loggedOutByAdmin(state) ? 'pairAgain' : wordsFor[cause.code];
}

/**
 * Beside "Connect again", for whoever knows that the phone is not linked any more: the same connect, which shows a
 * code where there is no login to come up with. @param at ms
 */
export const offersPairing = (state: SessionState, at: number): boolean =>
  state.cause?.code === 'upstream_lost_session' &&
  (state.jid ?? state.lastJid) !== null &&
  connectWords(state, at) === 'connectAgain';

/** From when on one that still reconnects can be connected, ms; null: it can be now. @param at ms */
export function connectableFrom(state: SessionState, at: number): number | null {
  if (state.phase !== 'reconnecting') return null;
  const from = Math.max(healsUntil(state), banEnds(state) ?? 0);
  // Told in whole minutes: not one too early.
  return at > from ? null : Math.ceil((from + 1) / 60_000) * 60_000;
}
