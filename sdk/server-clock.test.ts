import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

function machine() {
  const time = { monotonic: 0, wall: 1_000_000 };
  const clock = createServerClock(
    () => time.monotonic,
    () => time.wall,
  );
  const pass = (ms: number) => {
    time.monotonic += ms;
    time.wall += ms;
  };
  return { time, clock, pass };
}
const iso = (ms: number) => new Date(ms).toISOString();

test('nothing is known before the first message, then the message that had the least delay counts', () => {
  const { clock, pass } = machine();
  expect(clock.now()).toBeNull();
  pass(300);
  clock.learn(iso(5_000_000));
  pass(100);
  clock.learn(iso(5_000_350));
  clock.learn(iso(5_000_100));
  expect(clock.now()).toBe(5_000_350);
  pass(50);
  expect(clock.now()).toBe(5_000_400);
});

test('only the last 20 messages count, and those of this connection', () => {
  const { clock } = machine();
  clock.learn(iso(9_000));
  for (let count = 0; count < 20; count++) clock.learn(iso(8_000));
  expect(clock.now()).toBe(8_000);
  clock.restart();
  expect(clock.now()).toBe(8_000);
  clock.learn(iso(7_000));
  expect(clock.now()).toBe(7_000);
});

test('after sleep, or when the clock was set, nothing is known until the next message', () => {
  const { time, clock, pass } = machine();
  clock.learn(iso(5_000));
  time.wall += 1_500;
  expect(clock.now()).toBeNull();
  pass(10);
  expect(clock.now()).toBeNull();
  clock.learn(iso(6_600));
  expect(clock.now()).toBe(6_600);
  clock.distrust();
  expect(clock.now()).toBeNull();
});

test('after sleep a message from before it is not believed: an answer is, and whatever a new connection brings', () => {
  const { clock } = machine();
  clock.learn(iso(5_000));
  clock.distrust();
  clock.learn(iso(5_100));
  expect(clock.now()).toBeNull();
  clock.learn(iso(65_000), true);
  clock.learn(iso(65_010));
  expect(clock.now()).toBe(65_010);
  clock.distrust();
  clock.restart();
  expect(clock.now()).toBeNull();
  clock.learn(iso(90_000));
  expect(clock.now()).toBe(90_000);
});
