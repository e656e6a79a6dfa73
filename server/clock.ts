/** One clock for all nodes: Postgres's. Each node keeps its offset to it, from its quickest round trip. */
export interface Clock {
  /** Milliseconds since the epoch, on Postgres's clock. */
  now(): number;
  /** Learn from a round trip: when it was sent and answered here, and what Postgres's clock said. */
  learn(sentAt: number, answeredAt: number, databaseMs: number): void;
}

const keep = 20;

export function createClock(local: () => number = Date.now): Clock {
  const samples: { roundTripMs: number; offsetMs: number }[] = [];
  let offsetMs = 0;
  return {
    now: () => local() + offsetMs,
    learn(sentAt, answeredAt, databaseMs) {
      samples.push({ roundTripMs: answeredAt - sentAt, offsetMs: databaseMs - (sentAt + answeredAt) / 2 });
      if (samples.length > keep) samples.shift();
      offsetMs = samples.reduce((best, one) => (one.roundTripMs < best.roundTripMs ? one : best)).offsetMs;
    },
  };
}
