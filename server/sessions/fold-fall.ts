/** A session that was up, or about to be, and is false/false (T4): why, as far as looks can tell. */
import type { Facts } from '../../db/session-row.ts';
import { causeOf, ended, quietAfterCloseMs, quietAfterDoubtMs } from './facts.ts';
import { refusedForGood } from './heard-cause.ts';
import { heardOf } from './hearsay.ts';
import type { Look } from './observation.ts';
import { planAfterBan, planAfterOutage, planOnce } from './recovery-plan.ts';

/** After a fall /qr says "not connected" for half a second before it says what it is (remote-unlink). */
const fallTellsAfterMs = 1_000;
/** Longer than the half second after which an unlinked session's answer changes. */
const replacedIsSureAfterMs = 2_000;
/** A fall that nothing explains is one for a person. */
export const fallIsSureAfterMs = 8_000;

const after = (facts: Facts): Partial<Facts> => ({
  ...ended(facts),
  fallenSince: null,
  connecting: null,
  offlineDue: false,
  eventsOwed: false,
});

/** What /qr says, the events left behind, and who wished it, tell why. */
export function fallen(facts: Facts, look: Look): Partial<Facts> {
  // A drop that was healing and gave up fell only now.
  const fallenSince = facts.loggedIn ? look.askedAt : (facts.fallenSince ?? look.askedAt);
  const sinceMs = look.askedAt - fallenSince;
  const sure = sinceMs >= fallIsSureAfterMs;
  const byWish = causeOf('by_admin', fallenSince, { by: facts.desiredBy });

  if (closedHere(facts, fallenSince)) {
    return { ...after(facts), cause: facts.desired === 'offline' ? byWish : null };
  }
  if (facts.offlineDue && sinceMs >= fallTellsAfterMs) return { ...after(facts), cause: byWish };
  const refusal = refusedForGood(look, fallenSince);
  if (refusal) return { ...after(facts), cause: refusal, recovery: planAfterBan(facts, refusal.until) };
  // Both together: the push alone may be an old one, and /qr alone says the same of what a restart forgot.
  if (look.qrSays === 'no session' && heardOf(look.heard, 'LoggedOut')) {
    return { ...unlinked(facts, fallenSince), paired: 'no' };
  }
  if (facts.cause?.code === 'upstream_lost_session') {
    if (!sure) return { ...ended(facts), fallenSince };
    return {
      ...after(facts),
      cause: lostOf(facts, facts.cause.since),
      recovery: planAfterOutage(facts, look.askedAt),
    };
  }
  if (sinceMs >= fallTellsAfterMs && look.qrSays === 'no session') {
    // The end of an older client's codes took the online session with it (K3): it is online at WhatsApp still.
    if (heardOf(look.heard, 'QRTimeout') && facts.paired === 'yes') return forgotten(facts, look);
    if (look.events !== '' && facts.paired !== 'no') return unlinked(facts, fallenSince);
    // The service empties the events at a disconnect: another tool's, since nobody here wished it.
    if (look.events === '' && facts.eventsUp) return disconnectedElsewhere(facts, fallenSince);
  }
  const kept = look.qrSays === 'not connected' && look.events !== '';
  // The same after a connect that was refused; but then it was not online before.
  if (sinceMs >= replacedIsSureAfterMs && kept && !facts.connecting) {
    return { ...after(facts), cause: causeOf('replaced', fallenSince) };
  }
  if (sure && forgottenAtConnect(facts)) return forgotten(facts, look);
  if (sure) return { ...after(facts), cause: causeOf('unknown', fallenSince) };
  return { ...ended(facts), fallenSince };
}

/** Our own disconnect did it, whatever is wished by now. */
function closedHere(facts: Facts, fallenSince: number): boolean {
  if (facts.quietUntil === null) return false;
  return fallenSince <= facts.quietUntil && facts.quietUntil - fallenSince <= quietAfterDoubtMs;
}

const quietAfter = (facts: Facts, fallenSince: number) =>
  Math.max(facts.quietUntil ?? 0, fallenSince + quietAfterCloseMs);

/**
 * A service that forgot the session in a restart nobody saw says the very same. So the phone may still be linked:
 * the next connect goes as carefully as a paired session's.
 */
const unlinked = (facts: Facts, fallenSince: number): Partial<Facts> => ({
  ...after(facts),
  jid: null,
  paired: 'perhaps',
  quietUntil: quietAfter(facts, fallenSince),
  cause: causeOf('unlinked_on_phone', fallenSince),
});

/** A later attempt of a quiet connect that works is forgotten by the service (connect-without-events). */
const forgottenAtConnect = (facts: Facts) =>
  facts.connecting !== null && facts.eventsOwed && facts.paired === 'yes';

/** Online at WhatsApp, unknown to the service: the next connect replaces the forgotten client. */
const forgotten = (facts: Facts, look: Look): Partial<Facts> => ({
  ...after(facts),
  cause: causeOf('unknown', look.askedAt),
  recovery: planOnce(facts, look.askedAt),
});

const disconnectedElsewhere = (facts: Facts, fallenSince: number): Partial<Facts> => ({
  ...after(facts),
  desired: 'offline',
  desiredBy: null,
  quietUntil: quietAfter(facts, fallenSince),
  cause: causeOf('by_admin', fallenSince),
});

/** Nobody needs to attend to the loss of what nobody here wants up. */
const lostOf = (facts: Facts, since: number) =>
  causeOf(facts.desired === 'online' ? 'upstream_lost_session' : 'unknown', since);

/** The service itself was away. What it starts again by itself comes back within seconds; codes never do. */
export function lostByService(facts: Facts, look: Look, now: number): Partial<Facts> {
  const paired = facts.paired === 'yes' ? ('perhaps' as const) : facts.paired;
  const cause = causeOf('upstream_lost_session', now);
  if (facts.pairing) {
    return { ...after(facts), paired, cause: facts.pairing.withdrawn ? facts.cause : lostOf(facts, now) };
  }
  return {
    ...ended(facts),
    connecting: null,
    fallenSince: facts.fallenSince ?? look.askedAt,
    paired,
    cause,
  };
}

/** A connect that led nowhere: its socket never came up. */
export function refused(facts: Facts, look: Look, now: number): Partial<Facts> {
  if (facts.desired === 'online' && forgottenAtConnect(facts)) return forgotten(facts, look);
  const byWish = facts.desired === 'offline';
  return {
    ...after(facts),
    // An attempt of the gateway's own that led nowhere: why the session is down is known from before.
    cause: byWish
      ? causeOf('by_admin', now, { by: facts.desiredBy })
      : facts.recovery && facts.cause
        ? facts.cause
        : causeOf('unknown', now),
  };
}
