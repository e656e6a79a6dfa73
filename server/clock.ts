/** One clock for all nodes: Postgres's. Each node keeps its offset to it, from its quickest round trip. */
export interface Clock {
  /** Milliseconds since the epoch, on Postgres's clock. */
  now(): number;
  /** Learn from a round trip: when it was sent and answered here, and what Postgres's clock said. */
  learn(sentAt: number, answeredAt: number, databaseMs: number): void;
}

interface Sample {
  roundTripMs: number;
  offsetMs: number;
}

const keep = 20;
/** Two clocks drift this much apart between two round trips, and no more. */
const driftMs = 50;

export function createClock(local: () => number = Date.now): Clock {
  let samples: Sample[] = [];
  let offsetMs = 0;
  return {
    now: () => local() + offsetMs,
    learn(sentAt, answeredAt, databaseMs) {
      // The clock here was set while the answer was under way.
      if (answeredAt < sentAt) return;
      const roundTripMs = answeredAt - sentAt;
      const sample = { roundTripMs, offsetMs: databaseMs - (sentAt + answeredAt) / 2 };
      // One of the clocks was set: what was learned before is of another time.
      if (samples.some((one) => contradicts(one, sample))) samples = [];
      samples.push(sample);
      if (samples.length > keep) samples.shift();
      offsetMs = samples.reduce((best, one) => (one.roundTripMs < best.roundTripMs ? one : best)).offsetMs;
    },
  };
}

/** Each is right to half its round trip: further apart than that they cannot both be. */
const contradicts = (a: Sample, b: Sample) =>
  Math.abs(a.offsetMs - b.offsetMs) > (a.roundTripMs + b.roundTripMs) / 2 + driftMs;
