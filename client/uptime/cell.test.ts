import { expect, test } from 'vitest';
import { notOnlineMs, percent, standingOf } from './cell.ts';

const cell = { from: '2026-11-25T00:00:00Z', to: '2026-11-25T00:16:00Z', online: 0.75, seen: 1 };

test('a cell stands for its worst phase', () => {
  expect(standingOf({ seen: 1, worst: 'online' })).toBe('online');
  expect(standingOf({ seen: 1, worst: 'reconnecting' })).toBe('way');
  expect(standingOf({ seen: 1, worst: 'logged-out' })).toBe('down');
});

test('a cell that nobody looked at for more than half of its time is not told as if it were known', () => {
  expect(standingOf({ seen: 0.4, worst: 'online' })).toBe('unseen');
  expect(standingOf({ seen: 0, worst: null })).toBe('unseen');
});

test('only time that was seen counts as not online', () => {
  expect(notOnlineMs({ ...cell, worst: 'offline' })).toBe(4 * 60_000);
  expect(notOnlineMs({ ...cell, seen: 0.5, worst: 'offline' })).toBe(2 * 60_000);
  expect(notOnlineMs({ ...cell, online: null, seen: 0, worst: null })).toBe(0);
});

test('a share is not rounded up to all of it', () => {
  expect(percent(0.9999, 'en')).toBe('99.9%');
  expect(percent(1, 'en')).toBe('100%');
  expect(percent(0.9984, 'id')).toBe('99,8%');
});
