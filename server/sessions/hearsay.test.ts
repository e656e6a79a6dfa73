import { expect, test } from 'vitest';
import type { Push } from '../upstream/push.ts';
import { createHearsay, heardOf } from './hearsay.ts';

const source = { userId: 'a', token: null, bodyHash: '' };
const loggedOut: Push = { ...source, type: 'LoggedOut', reason: 401, onConnect: false };
const ban: Push = { ...source, type: 'TemporaryBan', code: 101, expireMs: 60_000 };

function hearsay() {
  const clock = { time: 1_000 };
  const made = createHearsay({ now: () => clock.time } as Parameters<typeof createHearsay>[0]);
  return { clock, ...made };
}

test('what was pushed is lent for four seconds, to its own session', () => {
  const { clock, hear, lately } = hearsay();
  hear('a', loggedOut);
  expect(lately('a')).toEqual([{ type: 'LoggedOut', at: 1_000, reason: 401 }]);
  expect(lately('b')).toEqual([]);
  clock.time = 5_000;
  expect(lately('a')).toHaveLength(1);
  clock.time = 5_001;
  expect(lately('a')).toEqual([]);
});

test('the newest of a type counts', () => {
  const { clock, hear, lately } = hearsay();
  hear('a', ban);
  clock.time = 2_000;
  hear('a', { ...ban, expireMs: 90_000 });
  hear('a', loggedOut);
  expect(heardOf(lately('a'), 'TemporaryBan')).toEqual({ type: 'TemporaryBan', at: 2_000, expireMs: 90_000 });
  expect(heardOf(lately('a'), 'PairError')).toBeUndefined();
  expect(heardOf(undefined, 'PairError')).toBeUndefined();
});

test('a flood of pushes about one session is not kept', () => {
  const { hear, lately } = hearsay();
  for (let i = 0; i < 1_000; i++) hear('a', loggedOut);
  expect(lately('a')).toHaveLength(20);
});
