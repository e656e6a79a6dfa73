/** False/false while codes should run: over, cut, refused by the phone, or between scan and login (T10). */
import type { Facts } from '../../db/session-row.ts';
import { causeOf, ended } from './facts.ts';
import { refusedForGood } from './heard-cause.ts';
import { heardOf } from './hearsay.ts';
import type { Look } from './observation.ts';

/** Between PairSuccess and Connected there is a moment of false/false (T10): it is not the end. */
const loginMayTakeMs = 10_000;
/** After a scan the phone may take its time to confirm. */
const scanMayTakeMs = 60_000;
/** Near its end the service clears the code before it closes the socket: that is no scan. */
export const endIsNearMs = 3_000;
/** A socket that was cut leaves its code for a quarter of a second, a pairing that failed leaves it for good. */
const leftCodeTellsAfterMs = 400;
/** The end of the codes is known to the early side; whoever must not come before it waits this much longer. */
export const quietAfterCodesMs = 10_000;

interface End {
  /** Their time is over. */
  over: boolean;
  /** The service's cache still has a code: it was not told that the series ended. */
  left: boolean;
  /** Its events were emptied, as every disconnect by the API does. */
  emptied: boolean;
}

export function pairingDown(facts: Facts, look: Look, now: number): Partial<Facts> {
  const pairing = facts.pairing!;
  const downSince = pairing.downSince ?? look.askedAt;
  const downMs = look.askedAt - downSince;
  const end = {
    over: look.askedAt >= pairing.endsAt - endIsNearMs,
    left: look.qrImage !== '' && downMs >= leftCodeTellsAfterMs,
    emptied: look.events === '' && Boolean(facts.eventsUp),
  };
  const gone = look.qrSays === 'no session';
  // Heard just when the socket is gone between a scan and its login, it may be an old one (T10).
  const told = downMs >= leftCodeTellsAfterMs;
  const failed = told && heardOf(look.heard, 'PairError') !== undefined;
  const cut = told && facts.scannedAt === null && heardOf(look.heard, 'QRTimeout') !== undefined;
  const refusal = told ? refusedForGood(look, now) : null;
  const patience = facts.scannedAt === null ? loginMayTakeMs : scanMayTakeMs;
  if (!end.over && !end.left && !end.emptied && !gone && !failed && !cut && !refusal && downMs < patience) {
    return { pairing: { ...pairing, downSince }, qr: null, pairingCode: null };
  }
  return {
    ...ended(facts),
    connecting: null,
    offlineDue: false,
    eventsOwed: false,
    ...quietUntilCodesEnd(facts, look, end),
    ...causeOfEnd(facts, now, end),
    ...(failed && !pairing.withdrawn ? { cause: causeOf('pairing_failed', now) } : {}),
    ...(refusal && !pairing.withdrawn ? { cause: refusal } : {}),
  };
}

/** A disconnect does not stop the codes: a second client beside them would kill the service (K3). */
function quietUntilCodesEnd(facts: Facts, look: Look, { over }: End): Partial<Facts> {
  if (over || look.events !== '') return {};
  return { quietUntil: Math.max(facts.quietUntil ?? 0, facts.pairing!.endsAt + quietAfterCodesMs) };
}

function causeOfEnd(facts: Facts, now: number, { over, left, emptied }: End): Partial<Facts> {
  const pairing = facts.pairing!;
  if (pairing.withdrawn) return {};
  // A second code in a row is no passing fault: the phone was unlinked while nobody looked.
  if (pairing.withheld) return { paired: 'perhaps', cause: causeOf('unknown', now) };
  if (emptied) return { desired: 'offline', desiredBy: null, cause: causeOf('by_admin', now) };
  if (facts.scannedAt !== null) return { cause: causeOf('pairing_failed', now) };
  // When a series began unseen, so did its end.
  if (over || (pairing.base === null && !left)) return { cause: causeOf('qr_timeout', now) };
  return { cause: causeOf(left ? 'pairing_failed' : 'unknown', now) };
}
