import { expect, test } from 'vitest';
import { createSlidingWindow } from './sliding-window.ts';

function windowOf(ms: number, mostKept?: number) {
  let now = 0;
  const window = createSlidingWindow(ms, { now: () => now, mostKept });
  return { window, later: (by: number) => (now += by) };
}

test('with nothing in it, there are no percentiles', () => {
  expect(windowOf(1_000).window.read()).toEqual({ p50Ms: null, p95Ms: null, count: 0 });
});

test.each([
  [[7], 7, 7],
  [[3, 1, 2], 2, 3],
  [Array.from({ length: 100 }, (_, i) => i + 1), 50, 95],
])('of %j half is not above %i, and 95 in 100 not above %i', (values, p50Ms, p95Ms) => {
  const { window } = windowOf(1_000);
  for (const value of values) window.add(value);
  expect(window.read()).toEqual({ p50Ms, p95Ms, count: values.length });
});

test('what is older than the window counts no more', () => {
  const { window, later } = windowOf(1_000);
  window.add(500);
  later(600);
  window.add(10);
  later(600);
  expect(window.read()).toEqual({ p50Ms: 10, p95Ms: 10, count: 1 });
});

test('a flood pushes the oldest out, and takes no more memory', () => {
  const { window } = windowOf(1_000, 3);
  for (const value of [100, 200, 1, 2, 3]) window.add(value);
  expect(window.read()).toEqual({ p50Ms: 2, p95Ms: 3, count: 3 });
});
