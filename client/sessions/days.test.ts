import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDays } from './days.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const item = (id: string) => ({ id, share: 1, cells: [] });

test('rows that come into view are asked for together, once, after the scrolling ends', async () => {
  const read = vi.fn((ids: readonly string[]) => Promise.resolve(ids.map(item)));
  const days = createDays(read);
  days.show(['a', 'b']);
  days.show(['b', 'c']);
  await vi.advanceTimersByTimeAsync(200);
  expect(read.mock.calls).toEqual([[['b', 'c']]]);
  expect(days.of('b')).toEqual(item('b'));
  days.show(['b', 'c', 'd']);
  await vi.advanceTimersByTimeAsync(200);
  expect(read.mock.lastCall).toEqual([['d']]);
  days.stop();
});

test('what is a minute old is read again, and a failure leaves what was known', async () => {
  const read = vi.fn((ids: readonly string[]) => Promise.resolve(ids.map(item)));
  const days = createDays(read);
  days.show(['a']);
  await vi.advanceTimersByTimeAsync(200);
  read.mockRejectedValueOnce(new Error('no'));
  await vi.advanceTimersByTimeAsync(61_000);
  expect(read).toHaveBeenCalledTimes(2);
  expect(days.of('a')).toEqual(item('a'));
  days.stop();
});

test('rows that could not be read do not stay empty for a minute', async () => {
  const read = vi.fn((ids: readonly string[]) => Promise.resolve(ids.map(item)));
  const days = createDays(read);
  read.mockRejectedValueOnce(new Error('no'));
  days.show(['a', 'b']);
  await vi.advanceTimersByTimeAsync(200);
  expect(days.of('a')).toBeUndefined();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(read).toHaveBeenCalledTimes(2);
  expect(days.of('a')).toEqual(item('a'));
  days.stop();
});
