/**
 * The life of the codes. Source: whatsmeow's QR channel, recorded in qr-expiry: six codes, the first for 60 s,
 * the others for 20 s each; the end at 160 s. All bounds lean to the early side: a code may be blanked a moment
 * too soon, never shown when it is dead.
 */
import { createHash } from 'node:crypto';
import type { LiveQr, Pairing } from '../../db/session-row.ts';
import type { Look } from './observation.ts';

/** Where a code was seen: a look, or a push that may count as one. */
export type Sight = Pick<Look, 'qrImage' | 'askedAt' | 'previousAt'>;

export const codeStartsMs = [0, 60_000, 80_000, 100_000, 120_000, 140_000] as const;
export const codesEndMs = 160_000;
export const codeCount = codeStartsMs.length;
/** How far ahead a code of unknown age is trusted; each look that repeats it trusts it again. */
export const unknownAgeMs = 5_000;

export const codeHash = (image: string) => createHash('sha256').update(image).digest('hex').slice(0, 32);

export function beginPairing(startedAt: number | null, now: number): Pairing {
  return {
    startedAt,
    base: null,
    endsAt: (startedAt ?? now) + codesEndMs,
    codes: [],
    withheld: false,
    downSince: null,
    withdrawn: null,
  };
}

/** What the look shows, set into the pairing: the code that is live now, or null where the shown one is dead. */
export function seeCode(
  pairing: Pairing,
  qr: LiveQr | null,
  look: Sight,
): { pairing: Pairing; qr: LiveQr | null } {
  const hash = codeHash(look.qrImage);
  if (pairing.codes.includes(hash)) return repeatCode(pairing, qr, look, hash);
  // It appeared after the last look that did not show it.
  const appeared = Math.max(look.previousAt ?? -Infinity, pairing.startedAt ?? -Infinity);
  if (pairing.codes.length === 0) return firstCode(pairing, look, hash, appeared);
  const codes = [...pairing.codes, hash];
  const slot = pairing.base === null ? -1 : slotAt(look.askedAt - pairing.base);
  const place = Math.max(slot, pairing.codes.length);
  if (pairing.base === null || slot < 0 || place >= codeCount) {
    // Of a series that began unseen, or longer than promised: not a first code, so it lives 20 s.
    const live = { issuedAt: appeared, expiresAt: appeared + 20_000, attempt: null, of: null };
    const endsAt = Math.max(pairing.endsAt, live.expiresAt);
    return { pairing: { ...pairing, codes, endsAt }, qr: aliveAt(look, live) };
  }
  const start = pairing.base + codeStartsMs[place]!;
  // One that comes before its time keeps to no schedule: only what was seen counts.
  const issuedAt = look.askedAt < start ? appeared : Math.max(appeared, start);
  const live = { issuedAt, expiresAt: issuedAt + lifeOf(place), attempt: place + 1, of: codeCount };
  return { pairing: { ...pairing, codes }, qr: aliveAt(look, live) };
}

function firstCode(pairing: Pairing, look: Sight, hash: string, appeared: number) {
  if (pairing.startedAt === null) {
    const live = { issuedAt: look.askedAt, expiresAt: look.askedAt + unknownAgeMs, attempt: null, of: null };
    return { pairing: { ...pairing, codes: [hash] }, qr: aliveAt(look, live) };
  }
  const place = slotAt(look.askedAt - appeared);
  // Nobody looked for longer than the first code lives: which one this is cannot be told.
  if (place !== 0) return firstCode({ ...pairing, startedAt: null }, look, hash, appeared);
  const live = { issuedAt: appeared, expiresAt: appeared + lifeOf(0), attempt: 1, of: codeCount };
  return {
    pairing: { ...pairing, codes: [hash], base: appeared, endsAt: appeared + codesEndMs },
    qr: aliveAt(look, live),
  };
}

/** A code seen before: the newest lives on (its age unknown: trusted a little further), an older one stays dead. */
function repeatCode(pairing: Pairing, qr: LiveQr | null, look: Sight, hash: string) {
  const unknownAge = pairing.base === null && pairing.codes.length === 1;
  if (unknownAge && hash === pairing.codes[0] && (!qr || qr.expiresAt - look.askedAt < unknownAgeMs / 2)) {
    const issuedAt = qr?.issuedAt ?? look.askedAt;
    const live = { issuedAt, expiresAt: look.askedAt + unknownAgeMs, attempt: null, of: null };
    return { pairing, qr: aliveAt(look, live) };
  }
  return { pairing, qr };
}

const aliveAt = (look: Sight, live: Omit<LiveQr, 'image'>): LiveQr | null =>
  live.expiresAt > look.askedAt ? { image: look.qrImage, ...live } : null;

const lifeOf = (place: number) => (codeStartsMs[place + 1] ?? codesEndMs) - codeStartsMs[place]!;

/** Which code runs this long after the first; -1 after the last one's end. */
function slotAt(elapsedMs: number): number {
  if (elapsedMs >= codesEndMs) return -1;
  return codeStartsMs.findLastIndex((start) => start <= Math.max(0, elapsedMs));
}
