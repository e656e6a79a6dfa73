/**
 * Where a pairing link stands, for the phone's owner. Pure.
 *
 *   opening ──▶ open ──scan──▶ linking ──▶ linked
 *                └──▶ ended (revoked, at its end, or used by somebody else) · used
 */
import type { SessionState } from '../../contract/session.ts';
import type { PairingContextEvent } from '../../contract/socket.ts';
import type { CauseCode } from '../../contract/words.ts';
import type { Connection } from '../live/port.ts';

export type Stage = 'opening' | 'open' | 'linking' | 'linked' | 'used' | 'ended';

export interface LinkView {
  context: PairingContextEvent | null;
  state: SessionState | null;
  connection: Connection;
}

/**
 * @param now the gateway's time, ms; null while it is not known
 * @param before how it ended as far as this page saw it already: what was linked stays linked
 */
export function stageOf(
  { context, state, connection }: LinkView,
  now: number | null,
  before: 'linked' | 'used' | null,
): Stage {
  if (before !== null) return before;
  if (connection.is === 'signed-out' || connection.is === 'closed') return 'ended';
  if (context && now !== null && now >= Date.parse(context.expiresAt)) return 'ended';
  if (!context || !state) return 'opening';
  if (state.phase === 'connecting' && state.scannedAt !== null) return 'linking';
  return 'open';
}

/** A session that is online ends its link: linked if this page saw it pair, else by somebody else's doing. */
export function endOf(state: SessionState | null, sawPairing: boolean): 'linked' | 'used' | null {
  if (state?.phase !== 'online') return null;
  return sawPairing ? 'linked' : 'used';
}

/** What ends a pairing, and may end the next one too: told also to who comes after it. */
const ends = new Set<CauseCode>(['qr_timeout', 'pairing_failed', 'temporary_ban', 'client_outdated']);
const down = new Set<SessionState['phase']>(['offline', 'stopping', 'logged-out', 'needs-attention']);

/** Why there is no code any more; null: none was shown yet. What befell the session before is not for this page. */
export function fallOf({ phase, cause }: SessionState, sawPairing: boolean): SessionState['cause'] {
  if (!cause || !down.has(phase)) return null;
  return sawPairing || ends.has(cause.code) ? cause : null;
}
