/**
 * The phase, derived from the facts without reading a clock.
 *
 *                       connect                    code seen
 *      offline ───────────────────▶ connecting ───────────────▶ pairing ──withdrawn──▶ stopping
 *         ▲                         │   ▲   └────────────┐         │ scanned              │
 *         │        refused          │   └────────────────┼─────────┘                      │
 *         ├─────────────────────────┘                    ▼ logged in                      │
 *         ├───────────────────────────────────────────  online  ◀──── scanned after all ──┤
 *         │   disconnect, logout                         │   ▲                            │
 *         │                                         fell │   │ healed                     │
 *         │                                              ▼   │                            │
 *         │                                          reconnecting                         │
 *         │                                              │                                │
 *         │         unlinked: logged-out  ◀──────────────┼──────────────▶ needs-attention │
 *         └────────────────────────────────────────── codes ran out ──────────────────────┘
 */
import type { Phase } from '../../contract/words.ts';
import type { Facts } from '../../db/session-row.ts';

/** Causes that keep a session which should be online waiting for a person. */
const needsAPerson = new Set([
  'replaced',
  'temporary_ban',
  'client_outdated',
  'upstream_lost_session',
  'unknown',
]);

export function phaseOf(facts: Omit<Facts, 'phase' | 'phaseSince'>): Phase {
  const { connected, loggedIn, pairing, cause } = facts;
  if (connected && loggedIn) return 'online';
  if (pairing?.withdrawn) return 'stopping';
  if (facts.scannedAt !== null) return 'connecting';
  if (pairing && !pairing.withheld && pairing.codes.length > 0) return 'pairing';
  if (facts.connecting || pairing) return 'connecting';
  if (loggedIn) return cause && needsAPerson.has(cause.code) ? 'needs-attention' : 'reconnecting';
  if (facts.fallenSince !== null) return 'reconnecting';
  if (connected) return 'connecting';
  if (cause?.code !== 'temporary_ban' && (facts.recovery?.nextAttemptAt ?? null) !== null)
    return 'reconnecting';
  if (cause?.code === 'unlinked_on_phone') return 'logged-out';
  if (cause?.code === 'upstream_lost_session') return 'needs-attention';
  if (facts.desired === 'online' && facts.paired !== 'no' && cause && needsAPerson.has(cause.code)) {
    return 'needs-attention';
  }
  return 'offline';
}
