import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

/** A node whose own clock is this far behind the database's. */
function node(behindMs: number) {
  let local = 1_000_000;
  let behind = behindMs;
  const clock = createClock(() => local);
  return {
    clock,
    off: () => clock.now() - (local + behind),
    set: (newBehindMs: number) => (behind = newBehindMs),
    /** A round trip whose two ways take this long. */
    ask(thereMs: number, backMs: number) {
      const sentAt = local;
      const database = local + thereMs + behind;
      local += thereMs + backMs;
      clock.learn(sentAt, local, database);
    },
  };
}

test('a node that is three seconds behind reads the time of the database', () => {
  const { ask, off } = node(3_000);
  ask(2, 2);
  expect(off()).toBe(0);
});

test('the quickest of the last round trips is believed', () => {
  const { ask, off } = node(3_000);
  ask(200, 20);
  expect(off()).toBe(90);
  ask(4, 2);
  expect(off()).toBe(1);
  ask(400, 0);
  expect(off()).toBe(1);
});

test('a quick round trip of long ago is forgotten', () => {
  const { ask, off } = node(0);
  ask(1, 1);
  for (let i = 0; i < 20; i++) ask(30, 10);
  expect(off()).toBe(10);
});

test('a clock that is set is followed at once, not when all samples are forgotten', () => {
  const { ask, off, set } = node(0);
  ask(1, 1);
  ask(1, 1);
  set(-5_000);
  ask(3, 1);
  expect(off()).toBe(1);
});

test('a round trip during which the clock here was set back says nothing', () => {
  const { clock, off, ask } = node(0);
  ask(1, 1);
  clock.learn(2_000_000, 1_999_000, 5_000_000);
  expect(off()).toBe(0);
});
