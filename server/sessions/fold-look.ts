/** How the fold reads one answer of the service: connected and loggedIn, and the traps behind them. */
import type { Facts } from '../../db/session-row.ts';
import { beginPairing, codeHash, seeCode } from './codes.ts';
import { causeOf, ended } from './facts.ts';
import type { Look } from './observation.ts';

/** Between PairSuccess and Connected there is a moment of false/false (T10): it is not the end. */
const loginMayTakeMs = 10_000;
/** After a scan the phone may take its time to confirm. */
const scanMayTakeMs = 60_000;
/** Near its end the service clears the code before it closes the socket: that is no scan. */
const endIsNearMs = 3_000;
/** A drop heals within minutes; what does not was refused for good, and the service says the same (T3). */
export const healsWithinMs = 10 * 60_000;
/** After a fall /qr says "not connected" for half a second before it says what it is (remote-unlink). */
export const fallTellsAfterMs = 1_000;
/** Longer than the half second after which an unlinked session's answer changes. */
const replacedIsSureAfterMs = 2_000;
/** A fall that nothing explains is one for a person. */
const fallIsSureAfterMs = 8_000;

export function foldLook(facts: Facts, look: Look, now: number): Partial<Facts> {
  const seen = { connected: look.connected, loggedIn: look.loggedIn };
  if (look.connected && look.loggedIn) return { ...seen, ...online(facts, look) };
  if (look.connected) return { ...seen, ...halfway(facts, look, now) };
  if (look.loggedIn) return { ...seen, ...healing(facts, look, now) };
  return { ...seen, ...down(facts, look, now) };
}

function online(facts: Facts, look: Look): Partial<Facts> {
  const jid = look.jid || facts.jid;
  return {
    ...ended(facts),
    jid,
    lastJid: jid ?? facts.lastJid,
    paired: 'yes',
    eventsUp: look.events,
    connecting: null,
    fallenSince: null,
    recovery: null,
    cause: null,
  };
}

/** Connected without login: a code, a scan that is being accepted, a login under way, or a stream error (T2). */
function halfway(facts: Facts, look: Look, now: number): Partial<Facts> {
  const shown = look.qrImage !== '' && codeHash(look.qrImage) !== facts.staleCode;
  if (shown && facts.phase !== 'online') return code(facts, look, now);
  if (facts.phase === 'online' || facts.fallenSince !== null) {
    return { fallenSince: facts.fallenSince ?? look.askedAt, qr: null };
  }
  const pairing = facts.pairing && { ...facts.pairing, downSince: null };
  const vanished = look.qrImage === '' && pairing !== null && pairing.codes.length > 0;
  if (vanished && facts.scannedAt === null && look.askedAt < pairing.endsAt - endIsNearMs) {
    return { pairing, qr: null, pairingCode: null, scannedAt: look.askedAt };
  }
  return { pairing, ...(vanished ? { qr: null } : {}) };
}

function code(facts: Facts, look: Look, now: number): Partial<Facts> {
  const running = facts.pairing ?? beginPairing(facts.connecting?.since ?? null, look.askedAt);
  const fresh = { ...running, downSince: null };
  if (facts.paired === 'yes') {
    // A paired session with a code and no logout before it: a passing fault of the service (T8).
    const { pairing } = seeCode(fresh, null, look);
    return { pairing: { ...pairing, withheld: true }, qr: null, fallenSince: null };
  }
  const { pairing, qr } = seeCode(fresh, facts.qr, look);
  return {
    pairing,
    qr: qr && qr.expiresAt > now ? qr : null,
    connecting: null,
    scannedAt: null,
    fallenSince: null,
    cause: pairing.withdrawn ? facts.cause : null,
  };
}

/** A drop that heals by itself, or, for ever, a refusal (T3): only time and pushes tell. */
function healing(facts: Facts, look: Look, now: number): Partial<Facts> {
  const fallenSince = facts.fallenSince ?? look.askedAt;
  const known = facts.cause?.code === 'temporary_ban' || facts.cause?.code === 'client_outdated';
  const late = look.askedAt - fallenSince > healsWithinMs;
  const code = late ? ('unknown' as const) : ('network' as const);
  return {
    ...ended(facts),
    jid: look.jid || facts.jid,
    lastJid: look.jid || facts.lastJid,
    paired: 'yes',
    // Right after a connect the old client's words may still stand there.
    connecting: facts.connecting && look.askedAt < facts.connecting.until ? facts.connecting : null,
    fallenSince,
    cause: known || facts.cause?.code === code ? facts.cause : causeOf(code, now),
  };
}

function down(facts: Facts, look: Look, now: number): Partial<Facts> {
  if (facts.pairing && (facts.pairing.codes.length > 0 || !facts.connecting))
    return pairingDown(facts, look, now);
  // It was up for a moment and is not: WhatsApp refused it; the next looks tell why.
  if (facts.connecting && (facts.connected || facts.fallenSince !== null)) return fallen(facts, look, now);
  if (facts.connecting && look.askedAt < facts.connecting.until) return {};
  if (facts.connecting) return refused(facts, now);
  if (facts.phase === 'online' || facts.loggedIn || facts.fallenSince !== null)
    return fallen(facts, look, now);
  // Known to be down already: a wish to be offline is fulfilled.
  const byWish = facts.offlineDue ? causeOf('by_admin', now, { by: facts.desiredBy }) : facts.cause;
  const found = facts.cause?.code === 'upstream_lost_session' ? null : byWish;
  return { offlineDue: false, cause: found, ...(facts.connected ? ended(facts) : {}) };
}

/** False/false while codes should run: over, cut, refused by the phone, or between scan and login (T10). */
function pairingDown(facts: Facts, look: Look, now: number): Partial<Facts> {
  const pairing = facts.pairing!;
  const over = look.askedAt >= pairing.endsAt - endIsNearMs;
  const cached = look.qrImage !== '' && codeHash(look.qrImage) === pairing.codes.at(-1);
  const downSince = pairing.downSince ?? look.askedAt;
  const patience = facts.scannedAt === null ? loginMayTakeMs : scanMayTakeMs;
  if (!over && !cached && look.askedAt - downSince < patience) {
    return { pairing: { ...pairing, downSince }, qr: null, pairingCode: null };
  }
  return {
    ...ended(facts),
    connecting: null,
    offlineDue: false,
    ...endOfPairing(facts, look, now, { over, cached }),
  };
}

function endOfPairing(
  facts: Facts,
  look: Look,
  now: number,
  { over, cached }: { over: boolean; cached: boolean },
): Partial<Facts> {
  const pairing = facts.pairing!;
  // Another tool's disconnect does not stop the codes: a second client beside them would kill the service (K3).
  const cutByOther = cached && look.events === '' && facts.eventsUp !== '';
  const quiet = cutByOther && !over ? { quietUntil: pairing.endsAt } : {};
  if (pairing.withdrawn) return { ...quiet };
  if (pairing.withheld) return { cause: causeOf('unknown', now) };
  if (cutByOther) return { ...quiet, desired: 'offline', desiredBy: null, cause: causeOf('by_admin', now) };
  if (facts.scannedAt !== null || cached) return { cause: causeOf('pairing_failed', now) };
  if (over && pairing.codes.length > 0) return { cause: causeOf('qr_timeout', now) };
  return { cause: causeOf('unknown', now) };
}

/** A connect that led nowhere: its socket never came up. */
function refused(facts: Facts, now: number): Partial<Facts> {
  const cause =
    facts.desired === 'offline' ? causeOf('by_admin', now, { by: facts.desiredBy }) : causeOf('unknown', now);
  return { ...ended(facts), connecting: null, offlineDue: false, cause };
}

const unlinked = (now: number): Partial<Facts> => ({
  jid: null,
  paired: 'no',
  cause: causeOf('unlinked_on_phone', now),
});

/** It was up and is false/false: what /qr says, the events left behind, and who wished it, tell why. */
function fallen(facts: Facts, look: Look, now: number): Partial<Facts> {
  // A drop that was healing and gave up fell only now.
  const fallenSince = facts.loggedIn ? look.askedAt : (facts.fallenSince ?? look.askedAt);
  const after = { ...ended(facts), fallenSince: null, connecting: null, offlineDue: false };
  if (facts.offlineDue) return { ...after, cause: causeOf('by_admin', fallenSince, { by: facts.desiredBy }) };
  if (look.serviceWasAway) {
    return { ...after, paired: 'perhaps', cause: causeOf('upstream_lost_session', now) };
  }
  const sinceMs = look.askedAt - fallenSince;
  if (sinceMs >= fallTellsAfterMs && look.qrSays === 'no session') {
    if (look.events !== '') return { ...after, ...unlinked(fallenSince) };
    // The service empties the events at a disconnect: another tool's, since nobody here wished it.
    if (facts.eventsUp)
      return { ...after, desired: 'offline', desiredBy: null, cause: causeOf('by_admin', fallenSince) };
  }
  const kept = look.qrSays === 'not connected' && look.events !== '';
  // The same after a connect that was refused; but then it was not online before.
  if (sinceMs >= replacedIsSureAfterMs && kept && !facts.connecting) {
    return { ...after, cause: causeOf('replaced', fallenSince) };
  }
  if (sinceMs >= fallIsSureAfterMs) return { ...after, cause: causeOf('unknown', fallenSince) };
  return { ...ended(facts), fallenSince };
}
