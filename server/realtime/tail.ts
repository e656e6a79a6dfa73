/**
 * One door for committed rows. The committing node offers them at once; what other nodes commit is read when
 * NOTIFY hints at it, and every two seconds a scan of all versions finds what hints lost, deletions too.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore, Version } from '../../db/sessions.ts';
import { entriesSince, newestEntryId } from '../../db/timeline-since.ts';
import type { TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { newer, type Known } from '../sessions/known.ts';
import { listen, type Listener } from './listen.ts';
import { createToldEntries } from './told-entries.ts';

export type News =
  /** Newer than what was known; `before` null: a session that is new here. */
  | { kind: 'state'; before: SessionRow | null; row: SessionRow }
  | { kind: 'removed'; id: string; generation: number; ownerId: string | null }
  | { kind: 'event'; entry: TimelineRow };

export interface Tail {
  /** Committed rows and their timeline entries, from the node that committed them. */
  offer(rows: SessionRow[], entries?: TimelineRow[]): void;
  removed(id: string, generation: number): void;
  on(listener: (news: News) => void): () => void;
  /** Reads everything once, then follows. Throws when the database cannot be read. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface TailDeps {
  known: Known;
  store: Pick<SessionStore, 'all' | 'byIds' | 'versions'> & Partial<Pick<SessionStore, 'digest'>>;
  pool: pg.Pool;
  clock: Clock;
  log: Log;
  scanMs?: number;
}

const batch = 500;

export function createTail({ known, store, pool, clock, log, scanMs = 2_000 }: TailDeps): Tail {
  const listeners = new Set<(news: News) => void>();
  const told = createToldEntries();
  /** Deleted sessions: a read that was under way must not bring one back. */
  const graves = new Map<string, number>();
  const hinted = new Map<string, Version>();
  const stopping = new AbortController();
  let listener: Listener | null = null;
  let scanDue = false;
  /** The digest of the database at the last scan that found nothing new. */
  let settledAt: string | null = null;
  let working: Promise<void> | null = null;
  let scanning: Promise<void> | null = null;

  function tell(news: News): void {
    for (const one of listeners) {
      try {
        one(news);
      } catch (error) {
        log.error({ err: error, kind: news.kind }, 'a listener of the tail failed');
      }
    }
  }

  function offer(rows: SessionRow[], entries: TimelineRow[] = []): void {
    for (const row of rows) {
      if ((graves.get(row.id) ?? -1) >= row.generation) continue;
      const applied = known.apply(row);
      if (applied) tell({ kind: 'state', ...applied });
    }
    for (const entry of entries) if (told.add(entry.id)) tell({ kind: 'event', entry });
  }

  function removed(id: string, generation: number): void {
    graves.delete(id);
    graves.set(id, generation);
    if (graves.size > 10_000) for (const [oldest] of graves) if (graves.size > 10_000) graves.delete(oldest);
    const row = known.get(id);
    if (known.remove(id, generation))
      tell({ kind: 'removed', id, generation, ownerId: row?.ownerId ?? null });
  }

  /** Reads what was hinted, until nothing is: hints that come meanwhile are read in the next round. */
  async function work(): Promise<void> {
    while (!stopping.signal.aborted && (scanDue || hinted.size > 0)) {
      if (scanDue) {
        scanDue = false;
        await scan();
      }
      const wanted = [...hinted.values()].filter((one) => newer(one, known.get(one.id))).slice(0, batch);
      if (wanted.length === 0) hinted.clear();
      for (const { id } of wanted) hinted.delete(id);
      if (wanted.length > 0) await read(wanted.map(({ id }) => id));
    }
  }

  async function read(ids: string[]): Promise<void> {
    const [rows, entries] = await Promise.all([store.byIds(ids), entriesSince(pool, ids, told.floor())]);
    offer(rows, entries);
  }

  async function scan(): Promise<void> {
    const digest = (await store.digest?.()) ?? null;
    if (digest !== null && digest === settledAt) return;
    let news = false;
    const before = [...known.all()].map(({ id, generation }) => ({ id, generation }));
    const versions = await store.versions();
    const alive = new Set<string>();
    for (const version of versions) {
      alive.add(version.id);
      if (!newer(version, known.get(version.id))) continue;
      hinted.set(version.id, version);
      news = true;
    }
    // Only what was known before the scan was asked can be missing from it.
    for (const { id, generation } of before) if (!alive.has(id)) removed(id, generation);
    // What a scan found has still to be read: only one that found nothing says that all is known.
    settledAt = news ? null : digest;
  }

  /** One worker at a time; a failure leaves the rest to the next scan. */
  function wake(): Promise<void> {
    working ??= work()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log.warn({ err: error }, 'reading committed rows failed; the next scan tries');
      })
      .finally(() => {
        working = null;
      });
    return working;
  }

  function onNote(payload: string): void {
    const hint = readHint(payload);
    if (!hint) return;
    if (hint === 'scan') scanDue = true;
    else if (newer(hint, known.get(hint.id))) hinted.set(hint.id, hint);
    else return;
    void wake();
  }

  async function learnTime(): Promise<void> {
    const sentAt = Date.now();
    const { rows } = await pool.query<{ ms: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    );
    if (rows[0]) clock.learn(sentAt, Date.now(), rows[0].ms);
  }

  async function keepScanning(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(scanMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await learnTime().catch((error: unknown) =>
        log.warn({ err: error }, "the database's clock cannot be read"),
      );
      scanDue = true;
      await wake();
    }
  }

  return {
    offer,
    removed,
    on(one) {
      listeners.add(one);
      return () => void listeners.delete(one);
    },
    async start() {
      await learnTime();
      told.startFrom(await newestEntryId(pool));
      offer(await store.all());
      listener = listen({
        options: pool.options,
        log,
        onNote,
        onUp() {
          scanDue = true;
          void wake();
        },
      });
      scanning = keepScanning(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await listener?.stop();
      await scanning;
      await working;
      listeners.clear();
    },
  };
}

/** {"i": id, "g": generation, "v": version}, or {"scan": true}; anything else on the channel is not ours. */
function readHint(payload: string): Version | 'scan' | null {
  try {
    const hint = JSON.parse(payload) as { i?: unknown; g?: unknown; v?: unknown; scan?: unknown } | null;
    if (hint?.scan === true) return 'scan';
    if (typeof hint?.i !== 'string' || typeof hint.g !== 'number' || typeof hint.v !== 'number') return null;
    return { id: hint.i, generation: hint.g, version: hint.v };
  } catch {
    return null;
  }
}
