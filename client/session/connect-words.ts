/** What the one button of a session that is down says. Pure. */
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode } from '../../contract/words.ts';

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

/** Null: no button. While a ban runs there is none: trying early makes it longer. @param at ms */
export function connectWords(
  { phase, cause, jid, lastJid }: Pick<SessionState, 'phase' | 'cause' | 'jid' | 'lastJid'>,
  at: number,
): ConnectWords | null {
  if (phase === 'stopping') return 'connect';
  if (!cause) return jid || lastJid ? 'connect' : 'showQr';
  if (cause.code === 'temporary_ban' && (cause.until === null || Date.parse(cause.until) > at)) return null;
  return wordsFor[cause.code];
}
