/**
 * The gateway's clock, as far as this machine can know it. Each message with `serverTime` gives an offset to the
 * monotonic clock; the largest of the last 20 had the least delay. After sleep the monotonic clock may have stood
 * still: then nothing is known until the next message.
 */
export interface ServerClock {
  /** `isAnswer`: to a question of this very moment. */
  learn(serverTime: string, isAnswer?: boolean): void;
  /** Milliseconds since the epoch on the gateway's clock; null while it cannot be trusted. */
  now(): number | null;
  /** A new connection: what was learnt over the last one does not count. */
  restart(): void;
  /**
   * The machine slept or its clock was set. What arrives next may have been sent before: only an answer to what is
   * asked from now on, or a new connection, is believed again.
   */
  distrust(): void;
}

const keep = 20;
const driftMs = 1_000;

export function createServerClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = Date.now,
): ServerClock {
  let offsets: number[] = [];
  let best: number | null = null;
  let wallAhead = 0;
  let answersOnly = false;
  const forget = () => {
    offsets = [];
    best = null;
  };
  const drifted = () => Math.abs(wall() - monotonic() - wallAhead) > driftMs;
  return {
    learn(serverTime, isAnswer = false) {
      if (answersOnly && !isAnswer) return;
      answersOnly = false;
      const offset = Date.parse(serverTime) - monotonic();
      if (Number.isNaN(offset)) return;
      if (drifted()) forget();
      wallAhead = wall() - monotonic();
      offsets = [...offsets, offset].slice(-keep);
      best = Math.max(...offsets);
    },
    now() {
      if (best !== null && drifted()) forget();
      return best === null ? null : monotonic() + best;
    },
    restart() {
      offsets = [];
      answersOnly = false;
    },
    distrust() {
      forget();
      answersOnly = true;
    },
  };
}
