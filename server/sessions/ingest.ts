/** A push becomes looks: at once, and again while the service's own state may lag behind what it pushed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SessionRow } from '../../db/session-row.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import type { Push } from '../upstream/push.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Committer } from './commit.ts';
import type { Hearsay } from './hearsay.ts';
import type { Known } from './known.ts';
import type { PushedLooks } from './pushed-looks.ts';

export interface Ingest {
  /** Takes a verified push; returns at once, the work comes after. */
  take(push: Push): void;
  /** When the last push was taken, ms; null: none yet. */
  lastAt(): number | null;
  stop(): Promise<void>;
}

/** Some 0.3 s after a ban the service still says true/true (T11): one look is too early. */
const looksAfterMs = [0, 500, 1_000, 3_000];
/** The service's retries of one push last 7.5 minutes. */
const repeatsForMs = 15 * 60_000;

/** These come alone, by the thousand when WhatsApp or the service hiccups; and the state that they tell of is settled. */
const endsEarly = ({ type }: Push) =>
  type === 'Connected' || type === 'KeepAliveTimeout' || type === 'KeepAliveRestored';
/** Whether the state already is what it told of; keep-alives tell of none. */
const endsWith = (push: Push, row: SessionRow | undefined) =>
  push.type !== 'Connected' || (row?.connected === true && row.loggedIn);

export function createIngest(deps: {
  known: Known;
  looks: PushedLooks;
  committer: Pick<Committer, 'observe'>;
  hearsay: Hearsay;
  clock: Clock;
  log: Log;
  /** Resolves early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Ingest {
  const { known, looks, committer, hearsay, clock, log } = deps;
  const sleep = deps.sleep ?? ((ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined));
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  const looking = new Map<string, { turn: AbortController; allOfThem: boolean }>();
  const bodies = new Map<string, number>();
  let lastAt: number | null = null;

  /** Codes and scans differ each time: the same bytes again are a retry. Other types look alike every time. */
  function isRepeat(push: Push): boolean {
    if (push.type !== 'QR' && push.type !== 'PairSuccess') return false;
    const now = clock.now();
    for (const [hash, at] of bodies) {
      if (now - at < repeatsForMs) break;
      bodies.delete(hash);
    }
    if (bodies.has(push.bodyHash)) return true;
    bodies.set(push.bodyHash, now);
    return false;
  }

  function sessionOf(push: Push): SessionRow | undefined {
    if (push.userId !== null) return known.get(push.userId);
    for (const row of known.all()) if (row.token === push.token) return row;
    return undefined;
  }

  async function work(id: string, push: Push): Promise<void> {
    if (push.type === 'QR') {
      const previousAt = known.seen(id)?.at ?? null;
      await committer.observe(id, {
        kind: 'pushed-code',
        image: push.image,
        previousAt,
        arrivedAt: clock.now(),
      });
    }
    await lookOnAndOn(id, push);
  }

  /** A newer push begins the looks anew; what an older one still asked for is looked for as well. */
  async function lookOnAndOn(id: string, push: Push): Promise<void> {
    const last = looking.get(id);
    last?.turn.abort();
    const mine = { turn: new AbortController(), allOfThem: !endsEarly(push) || last?.allOfThem === true };
    looking.set(id, mine);
    const signal = AbortSignal.any([stopping.signal, mine.turn.signal]);
    const began = performance.now();
    for (const afterMs of looksAfterMs) {
      const waitMs = began + afterMs - performance.now();
      if (waitMs > 0) await sleep(waitMs, signal);
      if (signal.aborted) return;
      try {
        await looks.take(id, afterMs === 0, signal);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        continue;
      }
      if (!mine.allOfThem && endsWith(push, known.get(id))) break;
    }
    if (looking.get(id) === mine) looking.delete(id);
  }

  return {
    take(push) {
      lastAt = clock.now();
      const row = sessionOf(push);
      if (!row || isRepeat(push) || stopping.signal.aborted) return;
      hearsay.hear(row.id, push);
      const job = work(row.id, push)
        .catch((error: unknown) =>
          log.error({ err: error, sessionId: row.id }, 'a push could not be worked on'),
        )
        .finally(() => working.delete(job));
      working.add(job);
    },
    lastAt: () => lastAt,
    async stop() {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
