/** One statement at a time on each node: what comes while one is under way goes together in the next. */
import { isLostDatabase } from '../../db/lost-database.ts';
import type { Change, Committed } from '../../db/session-commit.ts';
import type { SessionStore } from '../../db/sessions.ts';
import { createTurns } from '../upstream/turns.ts';

export interface CommitLane {
  /** Resolves to its row and entries; to none where it lost a race. */
  one(change: Change): Promise<Committed>;
  /** As they are, in a statement of their own. */
  many(changes: Change[], lease: { name: string; epoch: number } | null): Promise<Committed>;
}

interface Waiting {
  change: Change;
  resolve: (committed: Committed) => void;
  reject: (error: unknown) => void;
}

const mostTogether = 100;
const lane = 'commit';

export function createCommitLane(store: Pick<SessionStore, 'commit'>): CommitLane {
  const turns = createTurns();
  const waiting: Waiting[] = [];

  async function together(): Promise<void> {
    const batch = waiting.splice(0, mostTogether);
    if (waiting.length > 0) void turns.take(lane, together);
    try {
      share(await store.commit(batch.map(({ change }) => change)), batch);
    } catch (error) {
      // What the database refuses in one of them must not be the end of the others.
      if (batch.length === 1 || isLostDatabase(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await store.commit([one.change]).then(one.resolve, one.reject);
    }
  }

  return {
    one: (change) =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject });
        if (waiting.length === 1) void turns.take(lane, together);
      }),
    many: (changes, lease) =>
      changes.length === 0
        ? Promise.resolve({ rows: [], entries: [] })
        : turns.take(lane, () => store.commit(changes, lease)),
  };
}

/** Gives each its own part: a session has one change at most among them. */
function share(committed: Committed, batch: Waiting[]): void {
  for (const { change, resolve } of batch) {
    const { id } = change.before;
    resolve({
      rows: committed.rows.filter((row) => row.id === id),
      entries: committed.entries.filter(({ sessionId }) => sessionId === id),
    });
  }
}
