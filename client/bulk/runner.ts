/** Carries a run out: five at once, each with a key of its own, and each done only when its state says so. */
import type { SessionState } from '../../contract/session.ts';
import { isRefusal } from '../api/refusal.ts';
import {
  firstStanding,
  freePlaces,
  holdsUntil,
  isDue,
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
  /** Sends those that failed or were not sent once more. */
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
  /** What happens can be seen now. While it cannot, nothing is sent and no time runs out. */
  sees: (kind: BulkKind) => boolean;
  now: () => number;
  newKey: () => string;
}

/** Looks come each second; what lies further apart was slept through. */
const mostBetweenMs = 5_000;

export function createRunner({ send, stateOf, sees, now, newKey }: Deps): Runner {
  let run: Run | null = null;
  let stopped = false;
  /** How long what happens could be seen, ms. */
  let seenMs = 0;
  let lookedAt = now();
  const listeners = new Set<() => void>();
  const set = (next: Run | null) => {
    run = next;
    for (const listener of listeners) listener();
  };
  const change = (changes: ReadonlyMap<string, Partial<Item>>) => {
    if (!run || changes.size === 0) return;
    const items = run.items.map((item) =>
      changes.has(item.id) ? { ...item, ...changes.get(item.id) } : item,
    );
    set({ ...run, items });
  };
  const become = (id: string, standing: Standing, more: Partial<Item> = {}) =>
    change(new Map([[id, { standing, since: now(), ...more }]]));

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
      if (run?.startedAt === of.startedAt) become(id, 'sent', { takenAt: seenMs });
    } catch (error) {
      if (run?.startedAt === of.startedAt) refuse(id, error);
    }
    look();
  }

  /** In a long run others act meanwhile: what one needs is judged again when it is its turn. */
  function needs({ kind, to }: Run, id: string): Standing {
    const state = stateOf(id);
    if (state) return firstStanding(kind, state, to);
    return kind === 'delete' ? 'already' : 'waiting';
  }

  function pump(): void {
    if (!run || !sees(run.kind)) return;
    const of = run;
    const at = now();
    const changes = new Map<string, Partial<Item>>();
    const next: Item[] = [];
    const places = freePlaces(of.items, at);
    for (const item of of.items) {
      if (next.length >= places) break;
      if (!isDue(item, at)) continue;
      const standing = needs(of, item.id);
      if (standing === 'waiting') next.push(item);
      else changes.set(item.id, { standing, since: at, error: null });
    }
    for (const { id } of next) {
      const sentVersion = stateOf(id)?.version ?? 0;
      changes.set(id, { standing: 'asked', since: at, sentAt: at, sentVersion, error: null });
    }
    change(changes);
    for (const item of next) void sendOne(of, item);
  }

  /** What the state makes of one; undefined: nothing else than before. */
  function judge(of: Run, item: Item): Partial<Item> | undefined {
    const { standing, sentAt } = item;
    const at = now();
    if (standing === 'scan')
      return stateOf(item.id)?.phase === 'online' ? { standing: 'done', since: at } : undefined;
    // What comes late is told as well.
    const late = standing === 'failed' && sentAt !== null;
    if (standing !== 'sent' && !late) return undefined;
    const became = settled(of, item, stateOf(item.id));
    if (became === standing) return undefined;
    if (became) return { standing: became, since: at, error: null };
    return standing === 'sent' && seenMs - item.takenAt > settleWithinMs
      ? { standing: 'failed', since: at }
      : undefined;
  }

  function look(): void {
    const at = now();
    const passed = Math.min(at - lookedAt, mostBetweenMs);
    lookedAt = at;
    if (!run || !sees(run.kind)) return;
    seenMs += passed;
    const changes = new Map<string, Partial<Item>>();
    for (const item of run.items) {
      const became = judge(run, item);
      if (became) changes.set(item.id, became);
    }
    change(changes);
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
        takenAt: 0,
        key: newKey(),
        error: null,
        heldUntil: null,
        holds: 0,
      }));
      stopped = false;
      lookedAt = at;
      set({ kind, to, startedAt: at, items });
      pump();
    },
    stop() {
      stopped = true;
      const unsent = { standing: 'unsent', since: now() } as const;
      const waiting = run?.items.filter(({ standing }) => standing === 'waiting') ?? [];
      change(new Map(waiting.map(({ id }) => [id, unsent])));
    },
    retry(ids) {
      stopped = false;
      const wanted = new Set(ids);
      const again = (run?.items ?? []).filter(
        ({ id, standing }) =>
          wanted.has(id) && (standing === 'failed' || standing === 'unsent' || standing === 'barred'),
      );
      // Without an answer it may have been done: the same key asks for that one's.
      const answered = ({ error }: Item) => !isRefusal(error) || error.status !== 0;
      const waiting = { standing: 'waiting', since: now(), heldUntil: null, holds: 0 } as const;
      change(
        new Map(
          again.map((item) => [item.id, answered(item) ? { ...waiting, key: newKey() } : { ...waiting }]),
        ),
      );
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
