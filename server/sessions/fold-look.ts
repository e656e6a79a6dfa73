/** How the fold reads one answer of the service: connected and loggedIn, and the traps behind them. */
import type { Facts } from '../../db/session-row.ts';
import { beginPairing, codeHash, codesEndMs, seeCode } from './codes.ts';
import { causeOf, ended } from './facts.ts';
import { fallen, fallIsSureAfterMs, lostByService, refused } from './fold-fall.ts';
import { endIsNearMs, pairingDown, quietAfterCodesMs } from './fold-pairing-down.ts';
import { refusalHeard, refusedForGood } from './heard-cause.ts';
import type { Look } from './observation.ts';
import { planAfterBan } from './recovery-plan.ts';

/** A drop heals within minutes; what does not was refused for good, and the service says the same (T3). */
export const healsWithinMs = 10 * 60_000;
/** Codes follow each other in 20 s: one that is new later than that is not the last of a pairing that ended. */
const lastCodeIsOldMs = 25_000;

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
  if (shown && !justFell(facts, look)) return code(facts, look, now);
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

/** A paired session that was up a moment ago: a code in the cache then is of a client that was left behind (K3). */
function justFell(facts: Facts, look: Look): boolean {
  if (facts.phase === 'online') return true;
  const fallenFor = facts.fallenSince === null ? Infinity : look.askedAt - facts.fallenSince;
  return facts.paired === 'yes' && fallenFor < fallIsSureAfterMs;
}

function code(facts: Facts, look: Look, now: number): Partial<Facts> {
  // Somebody else's connect: the look before this one showed no code, so it is younger than that.
  const began = facts.connecting?.since ?? look.previousAt;
  const running = facts.pairing ?? beginPairing(began, look.askedAt);
  const fresh = { ...running, downSince: null };
  if (facts.paired === 'yes' || facts.recovery || running.withheld) {
    // A paired session with a code and no logout before it: a passing fault of the service (T8). Nor is a code
    // shown that nobody asked for: the gateway's own attempt to bring a session back.
    const { pairing } = seeCode(fresh, null, look);
    return {
      pairing: { ...pairing, withheld: true },
      qr: null,
      fallenSince: null,
      eventsUp: look.events,
      recovery: null,
    };
  }
  const { pairing, qr } = seeCode(fresh, facts.qr, look);
  return {
    pairing,
    qr: qr && qr.expiresAt > now ? qr : null,
    connecting: null,
    scannedAt: null,
    fallenSince: null,
    eventsUp: look.events,
    cause: pairing.withdrawn ? facts.cause : null,
  };
}

/** A drop that heals by itself, or, for ever, a refusal (T3): only time and pushes tell. */
function healing(facts: Facts, look: Look, now: number): Partial<Facts> {
  // Right after a connect the old client's words may still stand there.
  const connecting = facts.connecting && look.askedAt < facts.connecting.until ? facts.connecting : null;
  const fallenSince = facts.fallenSince ?? (connecting ? null : look.askedAt);
  const refusal = refusedForGood(look, now);
  const known = facts.cause !== null && saysOfThisFall(facts.cause, fallenSince);
  const late = fallenSince !== null && look.askedAt - fallenSince > healsWithinMs;
  const code = late ? ('unknown' as const) : ('network' as const);
  return {
    ...ended(facts),
    jid: look.jid || facts.jid,
    lastJid: look.jid || facts.lastJid,
    paired: 'yes',
    connecting,
    fallenSince,
    cause: known || facts.cause?.code === code ? facts.cause : causeOf(code, now),
    ...(refusal && facts.cause?.code !== refusal.code
      ? { cause: refusal, recovery: planAfterBan(facts, refusal.until) }
      : {}),
  };
}

/** What a push told of this fall stays: the service says the same of it for ever, the push comes once. */
function saysOfThisFall(cause: NonNullable<Facts['cause']>, fallenSince: number | null): boolean {
  if (cause.code === 'temporary_ban' || cause.code === 'client_outdated') return true;
  return cause.code === 'unknown' && fallenSince !== null && cause.since >= fallenSince;
}

function down(facts: Facts, look: Look, now: number): Partial<Facts> {
  const wasUp = facts.phase === 'online' || facts.loggedIn || facts.fallenSince !== null;
  const busy = facts.pairing !== null || facts.connecting !== null;
  if (look.serviceWasAway && (wasUp || busy)) return lostByService(facts, look, now);
  if (facts.pairing && (facts.pairing.codes.length > 0 || !facts.connecting))
    return pairingDown(facts, look, now);
  // It was up for a moment and is not: WhatsApp refused it; the next looks tell why.
  if (facts.connecting && (facts.connected || facts.fallenSince !== null)) return fallen(facts, look);
  // The same where no look saw that moment, but a push told of it.
  if (facts.connecting && refusalHeard(look, facts.connecting.since)) return { fallenSince: look.askedAt };
  if (facts.connecting && look.askedAt < facts.connecting.until) return {};
  if (facts.connecting) return refused(facts, look, now);
  if (wasUp) return fallen(facts, look);
  return atRest(facts, look, now);
}

/** Known to be down already: a wish to be offline is fulfilled. */
function atRest(facts: Facts, look: Look, now: number): Partial<Facts> {
  const byWish = facts.offlineDue ? causeOf('by_admin', now, { by: facts.desiredBy }) : facts.cause;
  // The service has it again after all, and nobody wants it up.
  const found = facts.cause?.code === 'upstream_lost_session' && facts.desired === 'offline';
  return {
    offlineDue: false,
    eventsOwed: false,
    cause: found ? null : byWish,
    ...(facts.connected ? ended(facts) : {}),
    ...leftover(facts, look),
    ...pairedMeanwhile(facts, look),
  };
}

/** An old number stays after a logout (T1); one that was never seen here has been linked while nobody looked. */
const pairedMeanwhile = ({ paired, lastJid }: Facts, { jid }: Look): Partial<Facts> =>
  paired === 'no' && jid !== '' && jid !== lastJid ? { paired: 'perhaps', lastJid: jid } : {};

/** The cache of a session that is down keeps its last code (T1); one that changes shows codes nobody can see (K3). */
function leftover(facts: Facts, look: Look): Partial<Facts> {
  if (look.qrImage === '') return {};
  const hash = codeHash(look.qrImage);
  if (hash === facts.staleCode) return {};
  const runs = facts.staleCode !== null && look.askedAt - facts.phaseSince > lastCodeIsOldMs;
  return {
    staleCode: hash,
    ...(runs ? { quietUntil: look.askedAt + codesEndMs + quietAfterCodesMs } : {}),
  };
}
