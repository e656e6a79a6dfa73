/** The end of a token on a socket that lives on: a warning, a grace, and the close. */
import type { Clock } from '../clock.ts';

/** A client is asked for a fresh token this long before its token ends. */
const warnMs = 60_000;
/** And has this long after the end to bring one. */
export const graceMs = 25_000;
/** setTimeout fires at once when asked for more than 2^31 - 1 ms. */
const farMs = 2_000_000_000;

export interface Authority {
  /** A fresh token came: the times count from its end. */
  renew(expiresAt: number | null): void;
  stop(): void;
}

/** @param expiresAt ms since the epoch; null: ends only by revocation. */
export function watchAuthority(
  expiresAt: number | null,
  clock: Clock,
  on: { required(expiresAt: number): void; expired(): void },
  grace = graceMs,
): Authority {
  const timers: NodeJS.Timeout[] = [];
  const stop = () => timers.splice(0).forEach(clearTimeout);
  function at(time: number, then: () => void): void {
    const leftMs = time - clock.now();
    const wait = leftMs > farMs ? () => at(time, then) : then;
    timers.push(setTimeout(wait, Math.min(Math.max(0, leftMs), farMs)));
  }
  function follow(end: number | null, warnAheadMs: number): void {
    stop();
    if (end === null) return;
    at(end - warnAheadMs, () => on.required(end));
    at(end + grace, on.expired);
  }
  follow(expiresAt, warnMs);
  return {
    // Tokens that live shorter than the warning would otherwise be asked for again and again.
    renew: (end) => follow(end, end === null ? 0 : Math.min(warnMs, (end - clock.now()) / 2)),
    stop,
  };
}
