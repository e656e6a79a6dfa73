/** Observations become committed versions: fold, guard by version, fold again where a race was lost. */
import { setImmediate as breath } from 'node:timers/promises';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import type { Change, Committed } from '../../db/session-commit.ts';
import type { TimelineRow } from '../../db/timeline.ts';
import type { Clock } from '../clock.ts';
import { createTurns } from '../upstream/turns.ts';
import { createCommitLane } from './commit-lane.ts';
import { entriesOf } from './entries.ts';
import { fold } from './fold.ts';
import type { Known } from './known.ts';
import type { Observation } from './observation.ts';

export interface Offer {
  offer(rows: SessionRow[], entries?: TimelineRow[]): void;
  removed(id: string, generation: number): void;
}

export type Outcome =
  | { kind: 'committed'; row: SessionRow }
  | { kind: 'unchanged'; row: SessionRow }
  /** A look that is older than what moved the row meanwhile: look again. */
  | { kind: 'superseded' }
  | { kind: 'gone' };

export interface ObserveOptions {
  /** For looks: the version that was current before the service was asked. */
  derivedFrom?: { generation: number; version: number };
  actor?: string | null;
  unlessWatchedSince?: number;
}

export interface Committer {
  observe(id: string, observation: Observation, options?: ObserveOptions): Promise<Outcome>;
  /**
   * Many looks of one sweep, hundreds in a statement. Answers the ids that are as the look said now; those that lost
   * a race are left to the next sweep.
   */
  observeMany(
    looks: { row: SessionRow; observation: Observation }[],
    lease: { name: string; epoch: number } | null,
  ): Promise<Set<string>>;
}

/** Within a node observations of a session wait for each other; only other nodes are raced with. */
const mostRaces = 20;
/** So many folds and rows of JSON keep the process busy for some 4 ms. */
const slice = 100;

export function createCommitter(deps: {
  store: SessionStore;
  known: Known;
  tail: Offer;
  clock: Clock;
  onRaceLost?: () => void;
  /** A change that a look saw is out: where its time went. */
  onTold?: (stages: { lookMs: number; commitMs: number; emitMs: number }) => void;
}): Committer {
  const { store, known, tail, clock } = deps;
  const turns = createTurns();
  const lane = createCommitLane(store);

  function derive(row: SessionRow, observation: Observation, options: ObserveOptions): Change | null {
    const now = clock.now();
    const after = fold(row, observation, now);
    if (after === row) return null;
    if (observation.kind === 'look')
      Object.assign(after, { observedAt: observation.askedAt, observedBy: observation.by });
    const entries = entriesOf(row, after, now, options.actor ?? null);
    return { before: row, after, entries, unlessWatchedSince: options.unlessWatchedSince };
  }

  /** Hands over what was committed. @param heardAt when the look was answered; null: no look saw it */
  function tell(committed: Committed, heardAt: number | null): void {
    const committedAt = clock.now();
    tail.offer(committed.rows, committed.entries);
    if (heardAt === null) return;
    const commitMs = Math.max(0, committedAt - heardAt);
    const emitMs = Math.max(0, clock.now() - committedAt);
    for (const { observedAt } of committed.rows) {
      deps.onTold?.({ lookMs: Math.max(0, heardAt - observedAt), commitMs, emitMs });
    }
  }

  async function refresh(id: string): Promise<void> {
    const [row] = await store.byIds([id]);
    if (row) tail.offer([row]);
    else {
      const stale = known.get(id);
      if (stale) tail.removed(id, stale.generation);
    }
  }

  async function observe(id: string, observation: Observation, options: ObserveOptions): Promise<Outcome> {
    const heardAt = observation.kind === 'look' ? clock.now() : null;
    for (let race = 0; race < mostRaces; race++) {
      const row = known.get(id);
      if (!row) return { kind: 'gone' };
      const from = options.derivedFrom;
      if (from && (from.version !== row.version || from.generation !== row.generation)) {
        return { kind: 'superseded' };
      }
      const change = derive(row, observation, options);
      if (!change) return { kind: 'unchanged', row };
      const committed = await lane.one(change);
      const [won] = committed.rows;
      if (won) {
        tell(committed, heardAt);
        return { kind: 'committed', row: won };
      }
      deps.onRaceLost?.();
      await refresh(id);
      // A condition that failed, not a race: somebody looks at the session.
      if (options.unlessWatchedSince !== undefined && known.get(id)?.version === row.version) {
        return { kind: 'unchanged', row };
      }
    }
    throw new Error('A session changed faster than an observation of it could be committed.');
  }

  return {
    observe: (id, observation, options = {}) => turns.take(id, () => observe(id, observation, options)),

    async observeMany(looks, lease) {
      const confirmed = new Set<string>();
      for (let from = 0; from < looks.length; from += slice) {
        // A slice that changes nothing asks the database nothing, and would leave nobody else a turn.
        if (from > 0) await breath();
        const changes: Change[] = [];
        const heardAt = clock.now();
        for (const { row, observation } of looks.slice(from, from + slice)) {
          // Moved on since the service was asked: the guard would refuse it.
          if (known.get(row.id)?.version !== row.version) continue;
          const change = derive(row, observation, {});
          if (change) changes.push(change);
          else confirmed.add(row.id);
        }
        const committed = await lane.many(changes, lease);
        for (const { id } of committed.rows) confirmed.add(id);
        tell(committed, heardAt);
      }
      return confirmed;
    },
  };
}
