/** Carries a run out: five at once, each with a key of its own, and each done only when its state says so. */
import type { SessionState } from '../../contract/session.ts';
import { isRefusal } from '../api/refusal.ts';
import {
  firstStanding,
  holdsUntil,
  nextToSend,
  settled,
  settleWithinMs,
  type BulkKind,
  type Item,
  type Run,
  type Standing,
} from './run.ts';

/** Sends one call. Rejects with what the gateway said. */
export type Send = (kind: BulkKind, id: string, to: Run['to'], key: string) => Promise<void>;

export interface Runner {
  current(): Run | null;
  start(kind: BulkKind, sessions: readonly SessionState[], to?: Run['to']): void;
  /** What was sent goes on; the rest is not sent. */
  stop(): void;
  /** Sends those that failed once more. */
  retry(ids: readonly string[]): void;
  /** What the feed knows now, and what time has made of it. Called on each change and each second. */
  look(): void;
  /** Puts a run away that is over. */
  clear(): void;
  follow(listener: () => void): () => void;
}

interface Deps {
  send: Send;
  stateOf: (id: string) => SessionState | undefined;
  now: () => number;
  newKey: () => string;
}

export function createRunner({ send, stateOf, now, newKey }: Deps): Runner {
  let run: Run | null = null;
  let stopped = false;
  const listeners = new Set<() => void>();
  const set = (next: Run | null) => {
    run = next;
    for (const listener of listeners) listener();
  };
  const change = (ids: ReadonlySet<string>, to: (item: Item) => Partial<Item>) => {
    if (!run) return;
    const items = run.items.map((item) => (ids.has(item.id) ? { ...item, ...to(item) } : item));
    set({ ...run, items });
  };
  const become = (id: string, standing: Standing, more: Partial<Item> = {}) =>
    change(new Set([id]), () => ({ standing, since: now(), ...more }));

  function refuse(id: string, error: unknown): void {
    const { holds = 0, standing } = run?.items.find((item) => item.id === id) ?? {};
    const heldUntil = isRefusal(error) ? holdsUntil(error, holds, now()) : null;
    if (heldUntil === null || standing !== 'asked') return become(id, 'failed', { error });
    const again = { error, heldUntil, holds: holds + 1, key: newKey() };
    // Whoever stopped the run meanwhile wants nothing sent later.
    become(id, stopped ? 'unsent' : 'waiting', again);
  }

  async function sendOne(of: Run, { id, key }: Item): Promise<void> {
    try {
      await send(of.kind, id, of.to, key);
      if (run?.startedAt === of.startedAt) become(id, 'sent');
    } catch (error) {
      if (run?.startedAt === of.startedAt) refuse(id, error);
    }
    look();
  }

  function pump(): void {
    if (!run) return;
    const of = run;
    const next = nextToSend(of.items, now());
    if (next.length === 0) return;
    const ids = new Set(next.map(({ id }) => id));
    const at = now();
    change(ids, ({ id }) => ({
      standing: 'asked',
      since: at,
      sentAt: at,
      sentVersion: stateOf(id)?.version ?? 0,
      error: null,
    }));
    for (const item of next) void sendOne(of, item);
  }

  function look(): void {
    if (!run) return;
    for (const item of run.items) {
      if (item.standing === 'sent') {
        const became = settled(run.kind, item, stateOf(item.id));
        if (became) become(item.id, became);
        else if (now() - item.since > settleWithinMs) become(item.id, 'failed');
      } else if (item.standing === 'scan' && stateOf(item.id)?.phase === 'online') {
        become(item.id, 'done');
      }
    }
    pump();
  }

  return {
    current: () => run,
    start(kind, sessions, to = null) {
      const at = now();
      const items = sessions.map((state): Item => ({
        id: state.id,
        name: state.name,
        standing: firstStanding(kind, state, to),
        since: at,
        sentAt: null,
        sentVersion: state.version,
        key: newKey(),
        error: null,
        heldUntil: null,
        holds: 0,
      }));
      stopped = false;
      set({ kind, to, startedAt: at, items });
      pump();
    },
    stop() {
      stopped = true;
      const waiting = run?.items.filter(({ standing }) => standing === 'waiting') ?? [];
      change(new Set(waiting.map(({ id }) => id)), () => ({ standing: 'unsent', since: now() }));
    },
    retry(ids) {
      stopped = false;
      const wanted = new Set(
        run?.items
          .filter(({ id, standing }) => ids.includes(id) && (standing === 'failed' || standing === 'unsent'))
          .map(({ id }) => id),
      );
      // Without an answer it may have been done: the same key asks for that one's.
      const answered = ({ error }: Item) => !isRefusal(error) || error.status !== 0;
      change(wanted, (item) => ({
        standing: 'waiting',
        since: now(),
        heldUntil: null,
        holds: 0,
        ...(answered(item) ? { key: newKey() } : {}),
      }));
      pump();
    },
    look,
    clear: () => set(null),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
