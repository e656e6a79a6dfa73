import { expect, test } from 'vitest';
import { sessionState } from '../testing/session.ts';
import { nextInQueue } from './pair-queue.ts';

const states = new Map(
  [
    sessionState({ id: 'a', phase: 'offline' }),
    sessionState({ id: 'b', phase: 'online' }),
    sessionState({ id: 'c', phase: 'pairing' }),
  ].map((state) => [state.id, state]),
);
const next = (ids: string[], at: number) => nextInQueue(ids, at, (id) => states.get(id));

test('what was paired meanwhile, or is gone, is passed over', () => {
  expect(next(['a', 'b', 'c'], 0)).toBe(0);
  expect(next(['a', 'b', 'gone', 'c'], 1)).toBe(3);
});

test('a queue with nothing left is over', () => {
  expect(next(['a', 'b'], 1)).toBeNull();
  expect(next(['a'], 1)).toBeNull();
  expect(next([], 0)).toBeNull();
});
