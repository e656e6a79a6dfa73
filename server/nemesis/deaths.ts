/** Which deaths of the service nobody could have foreseen. */
import type { CallCounts } from '../../simulator/journal.ts';
import type { Death } from '../../simulator/service.ts';

/** A paired session's connect has attempts at 0, 5 and 15 s; the death comes with the last one's end at the latest. */
const foreseenForMs = 15_000;
const deathComesWithinMs = 40_000;

/**
 * Not excused: any death but K1, and K1 without an outage that began after the connect (which had proof then), within
 * 15 s. `cutOffAt`: when outages began, ms.
 */
export function inexcusable(deaths: Death[], writes: CallCounts['writes'], cutOffAt: number[]): Death[] {
  const connects = writes.filter(({ call }) => call === 'POST /session/connect');
  return deaths.filter(({ at, reason }) => {
    if (reason !== 'K1') return true;
    const before = connects.filter((connect) => connect.at < at && at - connect.at < deathComesWithinMs);
    return !before.some((connect) =>
      cutOffAt.some((cut) => cut >= connect.at && cut - connect.at <= foreseenForMs),
    );
  });
}
