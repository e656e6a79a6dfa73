import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

test('waits double up to the ceiling, anywhere below it, and begin anew after a reset', () => {
  const longest = createBackoff({ firstMs: 1_000, ceilingMs: 15_000, random: () => 1 });
  expect(Array.from({ length: 6 }, () => longest.nextMs())).toEqual([
    1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
  ]);
  longest.reset();
  expect(longest.nextMs()).toBe(1_000);
  const shortest = createBackoff({ random: () => 0 });
  expect(Array.from({ length: 3 }, () => shortest.nextMs())).toEqual([0, 0, 0]);
});
