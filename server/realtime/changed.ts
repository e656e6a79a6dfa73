/** Which parts of a session's state differ between two versions. */
import type { SessionState } from '../../contract/session.ts';

/** The keys that a change can be about: not what names the version, nor the overlays that have none. */
export const stateKeys = [
  'name',
  'ownerId',
  'ownerName',
  'phase',
  'phaseSince',
  'connected',
  'loggedIn',
  'jid',
  'lastJid',
  'scannedAt',
  'qr',
  'pairingCode',
  'pairingEndsAt',
  'cause',
  'desired',
  'recovery',
] as const satisfies readonly (keyof SessionState)[];

const same = (a: unknown, b: unknown) =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** A set of `stateKeys` as one number, so that what a lagging reader missed costs four bytes a session. */
export type Changes = number;
export const everyChange: Changes = (1 << stateKeys.length) - 1;

/** `before` null: the session is new, all of it changed. */
export function changesBetween(before: SessionState | null, after: SessionState): Changes {
  if (!before) return everyChange;
  return stateKeys.reduce(
    (changes, key, place) => (same(before[key], after[key]) ? changes : changes | (1 << place)),
    0,
  );
}

export const changedKeys = (changes: Changes): string[] =>
  stateKeys.filter((_, place) => changes & (1 << place));
