import { expect, test } from 'vitest';
import { addCounts, count, percentile, total } from './histogram.ts';

const counted = (...values: number[]) => {
  const counts: number[] = [];
  for (const ms of values) count(counts, ms);
  return counts;
};

test('without anything in it there are no percentiles', () => {
  expect(percentile([], 0.5)).toBeNull();
  expect(percentile([0, 0], 0.95)).toBeNull();
});

test.each([1, 7, 41, 118, 900, 4_462])('%i ms are told to a twentieth', (ms) => {
  const told = percentile(counted(ms), 0.5)!;
  expect(Math.abs(told - ms) / ms).toBeLessThan(0.05);
});

test('half is not above p50, and 95 in 100 not above p95', () => {
  const counts = counted(...Array.from({ length: 100 }, (_, i) => (i + 1) * 10));
  expect(Math.abs(percentile(counts, 0.5)! - 500)).toBeLessThan(25);
  expect(Math.abs(percentile(counts, 0.95)! - 950)).toBeLessThan(48);
});

test('what two counted is as if one had', () => {
  const together = counted(3, 40, 41);
  addCounts(together, counted(900, 2));
  expect(together).toEqual(counted(3, 40, 41, 900, 2));
  expect(total(together)).toBe(5);
});

test('hours and nothing take the ends', () => {
  expect(counted(9_999_999)).toHaveLength(110);
  expect(counted(0)).toEqual([1]);
});
