/**
 * May this action go to the service now? Pure. The rules exist because ordinary calls in the wrong order kill the
 * service for all its users (K1-K5: recorded in connect-three-attempts-fail, disconnect-in-qr-phase and others).
 */
import type { Reason, Why } from '../../contract/words.ts';
import type { Facts, SessionSettings } from '../../db/session-row.ts';
import { healsWithinMs } from './fold-look.ts';

export type Kind = 'connect' | 'disconnect' | 'logout' | 'pairphone' | 'delete';

/** What the other sessions of the same service do: a crash hurts in proportion to who else is online. */
export interface Fleet {
  /** Others seen connected and logged in at their last look. */
  online: number;
  /** Others that reconnect by themselves. */
  healing: number;
  /** Others that WhatsApp refuses: their being away says nothing of how it can be reached. */
  refused: number;
  /** Those of the online ones that reach WhatsApp the way this session does: their looks prove something for it. */
  provers: number;
  /** When a prover was last seen online by a look, ms; the proof that WhatsApp is reachable. */
  provenAt: number | null;
  /** Sessions of the service that are none of ours, online or healing. */
  strangers: 'none' | 'some' | 'unknown';
}

export type Permit =
  /** `quietly`: without events, which are turned on once it is online. A failing connect then hurts nobody. */
  | { verdict: 'go'; quietly: boolean }
  /** Nothing to send: it is so already, or the running pairing serves. */
  | {
      verdict: 'done';
      because: 'online' | 'pairing' | 'connecting' | 'offline' | 'withdrawn' | 'when-it-heals';
    }
  | { verdict: 'wait'; until: number; why: Why; error: string }
  /** Look at a session that is online, then ask again. */
  | { verdict: 'prove' }
  | {
      verdict: 'refuse';
      status: number;
      reason: Reason;
      why?: Why;
      error: string;
      details?: string;
      until?: number;
    };

/** A proof is good for this long: an outage that begins later is one that nobody can foresee. */
export const proofLastsMs = 2_000;
const tryAgainMs = 10_000;
const lookAgainMs = 400;
const dialTakesMs = 8_000;

type Permitted = Facts & Pick<SessionSettings, 'proxyEnabled'>;

/** `since`: proofs from before this moment, when the action began, do not count: an outage may be that young. */
export function permit(row: Permitted, fleet: Fleet, kind: Kind, now: number, since = -Infinity): Permit {
  switch (kind) {
    case 'connect':
      return permitConnect(row, fleet, now, since);
    case 'disconnect':
      return permitDisconnect(row);
    case 'logout':
      return permitLogout(row);
    case 'pairphone':
      return permitPairphone(row, now);
    case 'delete':
      return permitDelete(row, now);
  }
}

const go: Permit = { verdict: 'go', quietly: false };

function permitConnect(facts: Permitted, fleet: Fleet, now: number, since: number): Permit {
  if (facts.connected && facts.loggedIn) return { verdict: 'done', because: 'online' };
  if (facts.pairing && (facts.connected || facts.pairing.codes.length > 0)) {
    return { verdict: 'done', because: 'pairing' };
  }
  if (facts.connecting && now < facts.connecting.until) return { verdict: 'done', because: 'connecting' };
  if (facts.connected) return { verdict: 'done', because: 'connecting' };
  if (facts.loggedIn) {
    const ban = facts.cause?.code === 'temporary_ban' ? facts.cause.until : null;
    const until = ban ?? (facts.fallenSince ?? now) + healsWithinMs;
    if (now < until && !neverHeals(facts)) return heals(until, ban !== null);
  }
  const banned = facts.cause?.code === 'temporary_ban' ? facts.cause.until : null;
  if (banned !== null && now < banned) return heals(banned, true);
  if (facts.quietUntil !== null && now < facts.quietUntil) {
    return {
      verdict: 'wait',
      until: facts.quietUntil,
      why: 'closing',
      error: 'The service is still closing the last connection; a connect now would leave it behind.',
    };
  }
  if (facts.fallenSince !== null && !facts.loggedIn) {
    // It may be back in a moment (T10): a connect then would make a second client beside it.
    return { verdict: 'wait', until: now + lookAgainMs, why: 'fell', error: 'The session fell just now.' };
  }
  // A session without a phone only asks for a code: nothing of that can hurt the others.
  if (facts.paired === 'no') return go;
  // Nothing proves that its own proxy reaches WhatsApp.
  if (facts.proxyEnabled) return { verdict: 'go', quietly: true };
  return proof(fleet, now, since);
}

/** Away because WhatsApp said no to this very session. */
export const isRefused = (facts: Facts): boolean =>
  facts.cause?.code === 'temporary_ban' || neverHeals(facts);

/** What was refused as outdated, or by a failure that is no drop (415, 409), is not waited for. */
const neverHeals = ({ cause, fallenSince }: Facts) =>
  cause?.code === 'client_outdated' ||
  (cause?.code === 'unknown' && fallenSince !== null && cause.since >= fallenSince);

const heals = (until: number, banned: boolean): Permit => ({
  verdict: 'refuse',
  status: 409,
  reason: 'not_now',
  why: banned ? 'banned' : 'heals',
  error: banned
    ? 'WhatsApp has blocked this account for a while.'
    : 'This session is reconnecting by itself.',
  details: banned
    ? `A connect before ${new Date(until).toISOString()} would only be refused.`
    : `A connect now could bring the service down for everybody. It is possible from ${new Date(until).toISOString()}.`,
  until,
});

/** A paired session's connect that fails can kill the service: only with fresh proof, or with nobody to hurt. */
function proof(fleet: Fleet, now: number, since: number): Permit {
  const provenAt = fleet.provenAt ?? -Infinity;
  if (provenAt >= since && now - provenAt <= proofLastsMs) return go;
  if (fleet.provers > 0) return { verdict: 'prove' };
  if (fleet.online > 0) return { verdict: 'go', quietly: true };
  if (fleet.healing === 0) return { verdict: 'go', quietly: fleet.strangers !== 'none' || fleet.refused > 0 };
  const until = now + tryAgainMs;
  return {
    verdict: 'refuse',
    status: 409,
    reason: 'not_now',
    why: 'all_away',
    error: 'WhatsApp cannot be reached just now: every other session is reconnecting.',
    details:
      'A connect that fails could bring the service down for everybody. Try again when one of them is online.',
    until,
  };
}

function permitDisconnect(facts: Facts): Permit {
  // A disconnect does not stop the codes, and the next connect would start a second client beside them (K3).
  if (facts.pairing) return { verdict: 'done', because: 'withdrawn' };
  if (facts.connected && facts.loggedIn) return go;
  if (facts.connected || facts.loggedIn || facts.connecting || facts.fallenSince !== null)
    return { verdict: 'done', because: 'when-it-heals' };
  return { verdict: 'done', because: 'offline' };
}

function permitLogout(facts: Facts): Permit {
  if (facts.connected && facts.loggedIn) return go;
  if (facts.connected) {
    return {
      verdict: 'refuse',
      status: 409,
      reason: 'not_logged_in',
      error: 'No WhatsApp account is logged in.',
    };
  }
  return {
    verdict: 'refuse',
    status: 409,
    reason: 'not_connected',
    error: facts.loggedIn
      ? 'The session is reconnecting. Log out when it is online again.'
      : 'The session is not connected. Connect it first, then log out.',
  };
}

function permitPairphone(facts: Facts, now: number): Permit {
  if (facts.loggedIn) {
    return { verdict: 'refuse', status: 409, reason: 'already_paired', error: 'A phone is linked already.' };
  }
  const open =
    facts.connected && !facts.pairing?.withdrawn && !facts.pairing?.withheld && facts.scannedAt === null;
  if (open) return go;
  // Its socket is about to come up; a dial takes some hundred milliseconds.
  if (facts.connecting && !facts.pairing?.withdrawn && now - facts.connecting.since < dialTakesMs) {
    return {
      verdict: 'wait',
      until: now + lookAgainMs,
      why: 'connecting',
      error: 'The session is just being connected.',
    };
  }
  return {
    verdict: 'refuse',
    status: 409,
    reason: 'not_connected',
    error: 'The session is not waiting for a phone. Connect it first, then ask for a code.',
  };
}

/** The service goes on making codes for a session that it no longer has, and dies at the next one (K5). */
function permitDelete(facts: Facts, now: number): Permit {
  const codesRun = (until: number): Permit => ({
    verdict: 'refuse',
    status: 409,
    reason: 'not_now',
    why: 'codes_run',
    error: 'Its codes are still running at the service.',
    details: `A delete now would bring the service down for everybody. It is possible from ${new Date(until).toISOString()}.`,
    until,
  });
  if (facts.pairing) return codesRun(Math.max(facts.pairing.endsAt, now + tryAgainMs));
  // Codes that nobody told of, or a login that is not complete.
  if (facts.connected && !facts.loggedIn) return codesRun(now + tryAgainMs);
  const closing = facts.quietUntil !== null && now < facts.quietUntil;
  if (closing) {
    return {
      verdict: 'wait',
      until: facts.quietUntil!,
      why: 'closing',
      error: 'The last connection is closing.',
    };
  }
  const undecided =
    (facts.connecting && now < facts.connecting.until) || (facts.fallenSince !== null && !facts.loggedIn);
  if (undecided) {
    return {
      verdict: 'wait',
      until: now + lookAgainMs,
      why: 'undecided',
      error: 'What becomes of it shows in a moment.',
    };
  }
  return go;
}
