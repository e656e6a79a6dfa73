import { expect, test } from 'vitest';
import type { Change, Committed } from '../../db/session-commit.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createCommitLane } from './commit-lane.ts';

const change = (id: string): Change => ({
  before: { id, version: 1 } as SessionRow,
  after: { id, version: 1 } as SessionRow,
  entries: [{ sessionId: id, at: 0, type: 'connected', actor: null, data: {} }],
});

const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });

/** A store that answers each statement when it is told to, and notes which sessions were in it. */
function stage({ refuses = '', isAway = false } = {}) {
  const statements: string[][] = [];
  const open: (() => void)[] = [];
  const lane = createCommitLane({
    commit(changes) {
      statements.push(changes.map(({ before }) => before.id));
      return new Promise((resolve, reject) =>
        open.push(() => {
          if (isAway) return reject(lost);
          if (changes.some(({ before }) => before.id === refuses)) return reject(new Error('refused'));
          resolve({
            rows: changes.map(({ after }) => ({ ...after, version: 2 })),
            entries: changes.flatMap(({ entries }) => entries.map((entry) => ({ id: '1', ...entry }))),
          });
        }),
      );
    },
  });
  const settle = () => new Promise((done) => setImmediate(done));
  return {
    lane,
    statements,
    async end() {
      await settle();
      open.shift()?.();
      await settle();
    },
  };
}

const ids = ({ rows, entries }: Committed) =>
  [...rows, ...entries].map((one) => ('sessionId' in one ? one.sessionId : one.id));

test('a commit goes at once; those that come meanwhile go together, and each gets its own', async () => {
  const { lane, statements, end } = stage();
  const first = lane.one(change('a'));
  await new Promise((done) => setImmediate(done));
  const others = ['b', 'c', 'd'].map((id) => lane.one(change(id)));
  await end();
  await end();
  expect(statements).toEqual([['a'], ['b', 'c', 'd']]);
  expect(ids(await first)).toEqual(['a', 'a']);
  expect((await Promise.all(others)).map(ids)).toEqual([
    ['b', 'b'],
    ['c', 'c'],
    ['d', 'd'],
  ]);
});

test("a sweep's commits take their turn among them, never beside them", async () => {
  const { lane, statements, end } = stage();
  const all = [lane.one(change('a')), lane.many([change('b'), change('c')], null), lane.one(change('d'))];
  for (let i = 0; i < 3; i++) await end();
  await Promise.all(all);
  // What came while the first had not begun goes with it.
  expect(statements).toEqual([
    ['a', 'd'],
    ['b', 'c'],
  ]);
});

test('what the database refuses in one of them is not the end of the others', async () => {
  const { lane, end } = stage({ refuses: 'b' });
  const all = ['a', 'b', 'c'].map((id) => lane.one(change(id)));
  const ended = Promise.allSettled(all);
  for (let i = 0; i < 4; i++) await end();
  expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a database that went away is asked once, and all are told', async () => {
  const { lane, statements, end } = stage({ isAway: true });
  const ended = Promise.allSettled(['a', 'b', 'c'].map((id) => lane.one(change(id))));
  await end();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(statements).toHaveLength(1);
});

test('a refused statement does not stop the lane', async () => {
  const { lane, end } = stage({ refuses: 'b' });
  const refused = lane.one(change('b')).catch(() => 'refused');
  await end();
  const next = lane.one(change('c'));
  await end();
  expect(await refused).toBe('refused');
  expect(ids(await next)).toEqual(['c', 'c']);
});

test('nothing to commit asks nothing', async () => {
  const { lane, statements } = stage();
  expect(await lane.many([], null)).toEqual({ rows: [], entries: [] });
  expect(statements).toEqual([]);
});
