/**
 * The fold: what a session is after an observation. Pure; time comes in as `now`. The same object comes back
 * where nothing changed. phase.ts draws the phases; fold-look.ts reads the service's answers.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../../db/session-row.ts';
import { beginPairing } from './codes.ts';
import { causeOf, ended, quietAfterCloseMs, quietAfterDoubtMs } from './facts.ts';
import { foldLook } from './fold-look.ts';
import { foldPushedCode } from './fold-push.ts';
import type { Observation } from './observation.ts';
import { phaseOf } from './phase.ts';
import { afterFailure } from './recovery-plan.ts';

/** A paired session's connect has attempts at 0, 5 and 15 s; the last may dial for some seconds. */
export const connectMayTakeMs = 25_000;

export function fold<F extends Facts>(facts: F, observation: Observation, now: number): F {
  const changes = change(facts, observation, now);
  const next = { ...facts, ...changes };
  next.phase = phaseOf(next);
  if (next.phase !== facts.phase) next.phaseSince = now;
  const keys = Object.keys(changes) as (keyof Facts)[];
  const changed = next.phase !== facts.phase || keys.some((key) => !isDeepStrictEqual(facts[key], next[key]));
  return changed ? next : facts;
}

function change(facts: Facts, observation: Observation, now: number): Partial<Facts> {
  switch (observation.kind) {
    case 'look':
      return foldLook(facts, observation, now);
    case 'lost':
      return lost(facts, now);
    case 'wish':
      return observation.desired === 'online'
        ? wantOnline(facts, observation.by, now)
        : wantOffline(facts, observation.by, observation.why, now);
    case 'connect-sent':
      return connectSent(facts, observation);
    case 'events-given':
      return { eventsOwed: false };
    case 'disconnect-sent':
      return { quietUntil: now + (observation.unsure ? quietAfterDoubtMs : quietAfterCloseMs) };
    case 'logged-out':
      return loggedOut(facts, observation.by, now);
    case 'pairing-code':
      return facts.pairing
        ? {
            pairingCode: {
              code: observation.code,
              phone: observation.phone,
              expiresAt: facts.pairing.endsAt,
            },
          }
        : {};
    case 'pushed-code':
      return foldPushedCode(facts, observation);
    case 'recovery-failed':
      return { recovery: afterFailure(facts.recovery, now, observation.counts) };
    case 'deadline':
      return deadline(facts, now);
  }
}

function lost(facts: Facts, now: number): Partial<Facts> {
  if (facts.cause?.code === 'upstream_lost_session') return {};
  return {
    ...ended(facts),
    connected: false,
    loggedIn: false,
    fallenSince: null,
    connecting: null,
    offlineDue: false,
    eventsOwed: false,
    paired: facts.paired === 'yes' ? 'perhaps' : facts.paired,
    cause: causeOf('upstream_lost_session', now),
  };
}

function wantOnline(facts: Facts, by: string | null, now: number): Partial<Facts> {
  const heals = !facts.connected && facts.loggedIn;
  return {
    desired: 'online',
    desiredBy: by,
    offlineDue: false,
    recovery: null,
    pairing: facts.pairing && { ...facts.pairing, withdrawn: null },
    // What heals, and a ban that is not over, goes on whatever anyone wishes.
    cause: heals || (facts.cause?.until ?? 0) > now || facts.fallenSince !== null ? facts.cause : null,
  };
}

function wantOffline(facts: Facts, by: string | null, why: 'by_admin' | 'idle', now: number): Partial<Facts> {
  const wish = { desired: 'offline' as const, desiredBy: by, recovery: null };
  if (facts.pairing) {
    const withdrawn = facts.pairing.withdrawn ?? { at: now, by, why };
    return {
      ...wish,
      // The code itself is kept: nobody is shown it while stopping, and a connect brings it back.
      pairing: { ...facts.pairing, withdrawn },
      offlineDue: true,
      cause: causeOf(withdrawn.why, withdrawn.at, { by: withdrawn.by }),
    };
  }
  // A fall that nothing explains yet may be a moment only (T10): the wish waits for what comes of it.
  const due = facts.connected || facts.loggedIn || facts.connecting !== null || facts.fallenSince !== null;
  return { ...wish, offlineDue: due, cause: due ? facts.cause : causeOf(why, now, { by }) };
}

function connectSent(
  facts: Facts,
  { sentAt, quietly, unsure }: Extract<Observation, { kind: 'connect-sent' }>,
): Partial<Facts> {
  return {
    connecting: { since: sentAt, until: sentAt + (unsure ? quietAfterDoubtMs : connectMayTakeMs) },
    pairing: facts.paired === 'yes' ? facts.pairing : (facts.pairing ?? beginPairing(sentAt, sentAt)),
    fallenSince: null,
    quietUntil: null,
    eventsUp: null,
    eventsOwed: quietly,
  };
}

function loggedOut(facts: Facts, by: string | null, now: number): Partial<Facts> {
  return {
    ...ended(facts),
    connected: false,
    loggedIn: false,
    jid: null,
    paired: 'no',
    desired: 'offline',
    desiredBy: by,
    offlineDue: false,
    fallenSince: null,
    connecting: null,
    recovery: null,
    eventsUp: null,
    eventsOwed: false,
    cause: causeOf('by_admin', now, { by, loggedOut: true }),
    quietUntil: now + quietAfterCloseMs,
  };
}

/** A code is blank at its end, whatever the service's cache goes on to show. */
function deadline(facts: Facts, now: number): Partial<Facts> {
  return {
    qr: facts.qr && facts.qr.expiresAt <= now ? null : facts.qr,
    pairingCode: facts.pairingCode && facts.pairingCode.expiresAt <= now ? null : facts.pairingCode,
  };
}

/** The next moment at which a deadline observation would change something; null: none. */
export function nextDeadline(facts: Facts): number | null {
  const times = [facts.qr?.expiresAt, facts.pairingCode?.expiresAt].filter((at) => at !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}
