/** Holds one lease for this node, as long as it can: one node watches, and another takes over when it is gone. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { releaseLease, takeLease } from '../../db/leases.ts';
import type { Log } from '../observability/log.ts';

export interface Lease {
  /** Null when another node holds it, or when this one's renewal is too old to be sure of. */
  held(): { name: string; epoch: number } | null;
  onGained(listener: (epoch: number) => void): () => void;
  onLost(listener: () => void): () => void;
  start(): void;
  /** Hands the lease over. */
  stop(): Promise<void>;
}

interface LeaseDeps {
  db: Db;
  name: string;
  /** Two processes never share it at the same time; one that starts again under it takes over at once. */
  node: string;
  log: Log;
  ttlMs?: number;
  renewMs?: number;
  /** Held for this long after the renewal last sent: shorter than ttlMs, so that two never hold it. */
  fenceMs?: number;
  /** How often a lease of another node is asked for. */
  tryMs?: number;
  /** A monotonic clock. */
  now?: () => number;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How long a stop waits for an answer that is under way. */
const lastAnswerMs = 1_000;
const patience = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined);

export function createLease(deps: LeaseDeps): Lease {
  const { db, name, node, log, ttlMs = 10_000, renewMs = 3_000, fenceMs = 7_000, tryMs = 800 } = deps;
  const now = deps.now ?? (() => performance.now());
  const sleep = deps.sleep ?? patience;
  const gained = new Set<(epoch: number) => void>();
  const lost = new Set<() => void>();
  const stopping = new AbortController();
  let holding: { epoch: number; sentAt: number } | null = null;
  let running = Promise.resolve();
  let attempts = 0;
  let asking = Promise.resolve();
  let lastEpoch: number | null = null;

  function lose(): void {
    if (!holding) return;
    holding = null;
    log.info({ lease: name }, 'the lease went to another node, or cannot be renewed');
    for (const one of lost) one();
  }

  /** One attempt. An answer that comes after the fence, or after a later attempt began, is not believed. */
  async function ask(): Promise<void> {
    const sentAt = now();
    const mine = ++attempts;
    const epoch = await takeLease(db, { name, holder: node, ttlMs, epoch: holding?.epoch ?? null });
    if (epoch !== null) lastEpoch = epoch;
    if (mine !== attempts || stopping.signal.aborted) return;
    if (epoch === null || now() - sentAt >= fenceMs) return lose();
    if (holding?.epoch === epoch) holding.sentAt = sentAt;
    else {
      lose();
      holding = { epoch, sentAt };
      log.info({ lease: name, epoch }, 'this node holds the lease');
      for (const one of gained) one(epoch);
    }
  }

  async function keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const trouble = await withinFence((asking = ask()), signal);
      if (trouble) log.warn({ err: trouble, lease: name }, 'the lease cannot be asked for');
      if (holding && now() - holding.sentAt >= fenceMs) lose();
      const untilRenewal = holding ? Math.max(0, renewMs - (now() - holding.sentAt)) : tryMs;
      await sleep(trouble ? Math.min(500, tryMs) : untilRenewal, signal);
    }
  }

  /** Waits for the attempt until the fence falls: then the lease is lost, although the answer may still come. */
  async function withinFence(attempt: Promise<void>, signal: AbortSignal): Promise<unknown> {
    const settled = attempt.then(
      () => null,
      (error: unknown) => error ?? new Error('The lease could not be asked for.'),
    );
    const over = new AbortController();
    const untilFence = holding ? Math.max(0, fenceMs - (now() - holding.sentAt)) : fenceMs;
    const fence = sleep(untilFence, AbortSignal.any([signal, over.signal])).then(() =>
      signal.aborted ? null : new Error('The database did not answer in time.'),
    );
    try {
      return await Promise.race([settled, fence]);
    } finally {
      over.abort();
    }
  }

  return {
    held: () => (holding && now() - holding.sentAt < fenceMs ? { name, epoch: holding.epoch } : null),
    onGained(listener) {
      gained.add(listener);
      return () => void gained.delete(listener);
    },
    onLost(listener) {
      lost.add(listener);
      return () => void lost.delete(listener);
    },
    start() {
      running = keep(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
      // A renewal that is still under way must not come after the release: it would take the lease once more.
      await Promise.race([asking.catch(() => undefined), pause(lastAnswerMs, undefined, { ref: false })]);
      lose();
      if (lastEpoch === null) return;
      await releaseLease(db, name, node, lastEpoch).catch((error: unknown) =>
        log.warn(
          { err: error, lease: name },
          'the lease was not handed over: another node waits for its end',
        ),
      );
    },
  };
}
