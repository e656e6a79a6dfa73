/** Who looks at what, on all nodes: a pairing that nobody looks at is stopped, and people see who else looks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/database.ts';
import { endLooks, forgetLooks, readLooks, renewLooks, writeLooks, type Look } from '../../db/viewers.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';

export interface Viewer {
  /** A socket's id, or `rest:${userId}` for a request, which looks for a moment only. */
  id: string;
  userId: string;
  name: string;
}

export interface Viewers {
  /** Resolves when the look is stored, so that a snapshot read afterwards belongs to a pairing that is not idle. */
  look(sessionId: string, viewer: Viewer): Promise<void>;
  lookMany(sessionIds: string[], viewer: Viewer): Promise<void>;
  /** All of that viewer's sessions when none are given. */
  leave(viewerId: string, sessionIds?: string[]): Promise<void>;
  /** When anyone on any node last looked, ms; now if somebody looks; null: not known. */
  lastLookedAt(sessionId: string): number | null;
  watched(sessionId: string): boolean;
  /** Each person once. */
  present(sessionId: string): { userId: string; name: string }[];
  /** Called when those who look at a session change. */
  onChange(listener: (sessionId: string) => void): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface ViewersDeps {
  db: Db;
  clock: Clock;
  node: string;
  /** After how long without a look a pairing counts as idle; 0: never. */
  idleMs: number;
  log: Log;
  /** How often the other nodes' viewers are read. */
  readMs?: number;
}

interface Seen {
  userId: string;
  name: string;
  at: number;
  present: boolean;
  own: boolean;
}

/** Looks that come within this time of the last statement share the next: a thousand reconnects are few statements. */
const gatherMs = 50;
/** When many came with the last one, a crowd is coming back: it waits a little more, and asks the database less. */
const crowd = 20;
const gatherCrowdMs = 800;

export function createViewers({ db, clock, node, idleMs, log, readMs = 2_000 }: ViewersDeps): Viewers {
  const renewMs = idleMs > 0 ? Math.min(5_000, idleMs / 3) : 5_000;
  /** Another node's viewer counts as looking while its row was renewed within this time. */
  const freshMs = renewMs * 2 + readMs + 1_000;
  const keepMs = Math.max(600_000, idleMs * 2);
  const sessions = new Map<string, Map<string, Seen>>();
  const byViewer = new Map<string, Set<string>>();
  const listeners = new Set<(sessionId: string) => void>();
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];
  const unwritten = new Map<string, Look>();
  let gathering: Promise<void> | null = null;
  let sending = Promise.resolve();
  let wroteAt = -Infinity;
  let pauseMs = gatherMs;

  const looksNow = (seen: Seen) => seen.present && (seen.own || clock.now() - seen.at < freshMs);
  const faces = (sessionId: string) =>
    new Map(
      [...(sessions.get(sessionId)?.values() ?? [])].filter(looksNow).map((seen) => [seen.userId, seen.name]),
    );

  /** Runs a change of memory, and tells whose faces it changed. */
  function changing(sessionIds: Iterable<string>, change: () => void): void {
    const before = new Map([...sessionIds].map((id) => [id, [...faces(id).keys()].join()]));
    change();
    for (const [id, were] of before) {
      if ([...faces(id).keys()].join() !== were) for (const tell of listeners) tell(id);
    }
  }

  function note(sessionId: string, viewer: string, seen: Seen): void {
    let viewersHere = sessions.get(sessionId);
    if (!viewersHere) sessions.set(sessionId, (viewersHere = new Map()));
    viewersHere.set(viewer, seen);
  }

  function write(looks: Look[]): Promise<void> {
    for (const look of looks) unwritten.set(`${look.sessionId} ${look.viewer}`, look);
    return flush();
  }

  /** Resolves when all that is unwritten now is stored. */
  function flush(): Promise<void> {
    gathering ??= (async () => {
      await sending.catch(() => undefined);
      const soonMs = wroteAt + pauseMs - performance.now();
      if (soonMs > 0) await sleep(soonMs);
      gathering = null;
      sending = send();
      await sending;
    })();
    return gathering;
  }

  async function send(): Promise<void> {
    const batch = [...unwritten];
    unwritten.clear();
    pauseMs = batch.length > crowd ? Math.min(pauseMs * 2, gatherCrowdMs) : gatherMs;
    wroteAt = performance.now();
    try {
      await writeLooks(
        db,
        node,
        batch.map(([, look]) => look),
      );
    } catch (error) {
      // Somebody who left must not be renewed for ever: what was not stored goes with the next.
      for (const [key, look] of batch) if (!unwritten.has(key)) unwritten.set(key, look);
      throw error;
    }
  }

  async function lookMany(sessionIds: string[], viewer: Viewer): Promise<void> {
    const present = !viewer.id.startsWith('rest:');
    const at = clock.now();
    const due = sessionIds.filter((id) => {
      const seen = sessions.get(id)?.get(viewer.id);
      // A poller is written down as seldom as a socket that stays.
      return present || !seen || at - seen.at >= renewMs;
    });
    if (due.length === 0) return;
    changing(due, () => {
      for (const id of due) {
        note(id, viewer.id, { userId: viewer.userId, name: viewer.name, at, present, own: true });
      }
    });
    if (present) byViewer.set(viewer.id, new Set([...(byViewer.get(viewer.id) ?? []), ...due]));
    await write(
      due.map((sessionId) => ({
        sessionId,
        viewer: viewer.id,
        userId: viewer.userId,
        name: viewer.name,
        present,
      })),
    );
  }

  async function leave(viewerId: string, sessionIds?: string[]): Promise<void> {
    const theirs = byViewer.get(viewerId);
    if (!theirs) return;
    const left = (sessionIds ?? [...theirs]).filter((id) => theirs.delete(id));
    if (theirs.size === 0) byViewer.delete(viewerId);
    const looks: Look[] = [];
    changing(left, () => {
      for (const sessionId of left) {
        const seen = sessions.get(sessionId)?.get(viewerId);
        if (!seen) continue;
        note(sessionId, viewerId, { ...seen, at: clock.now(), present: false });
        looks.push({ sessionId, viewer: viewerId, userId: seen.userId, name: seen.name, present: false });
      }
    });
    if (looks.length > 0) await write(looks);
  }

  async function readOthers(): Promise<void> {
    const rows = await readLooks(db, node, keepMs);
    const others = [...sessions]
      .filter(([, seen]) => [...seen.values()].some(({ own }) => !own))
      .map(([id]) => id);
    changing(new Set([...others, ...rows.map((row) => row.sessionId)]), () => {
      for (const { sessionId, viewer, userId, name, seenAt, present } of rows) {
        note(sessionId, viewer, { userId, name, at: seenAt, present, own: false });
      }
      forgetLongGone();
    });
  }

  function forgetLongGone(): void {
    const oldest = clock.now() - keepMs;
    for (const [id, seen] of sessions) {
      for (const [viewer, { at, own, present }] of seen) {
        if (at < oldest && !(own && present)) seen.delete(viewer);
      }
      if (seen.size === 0) sessions.delete(id);
    }
  }

  async function every(ms: number, work: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await work().catch((error: unknown) => log.warn({ err: error }, 'who looks cannot be read or written'));
    }
  }

  return {
    look: (sessionId, viewer) => lookMany([sessionId], viewer),
    lookMany,
    leave,
    lastLookedAt(sessionId) {
      const seen = [...(sessions.get(sessionId)?.values() ?? [])];
      if (seen.length === 0) return null;
      return seen.some(looksNow) ? clock.now() : Math.max(...seen.map(({ at }) => at));
    },
    watched: (sessionId) => [...(sessions.get(sessionId)?.values() ?? [])].some(looksNow),
    present: (sessionId) => [...faces(sessionId)].map(([userId, name]) => ({ userId, name })),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async start() {
      await endLooks(db, node);
      await readOthers();
      loops.push(
        every(renewMs, async () => {
          if (unwritten.size > 0) await flush();
          await renewLooks(db, node);
        }),
        every(readMs, readOthers),
        every(60_000, () => forgetLooks(db, keepMs)),
      );
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await gathering?.catch(() => undefined);
      await sending.catch(() => undefined);
      await endLooks(db, node).catch((error: unknown) => log.warn({ err: error }, 'viewers were not ended'));
    },
  };
}
