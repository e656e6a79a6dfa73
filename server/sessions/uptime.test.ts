import { expect, test } from 'vitest';
import { uptimeOf, type Transition } from './uptime.ts';

const hour = 3_600_000;
const day = { now: 100 * hour, windowMs: 4 * hour, cells: 4, createdAt: 0, gaps: [] };
const at = (hours: number, phase: Transition['phase'], from: Transition['from']): Transition => ({
  at: hours * hour,
  phase,
  from,
});

test('a session that did not change is what it is now all the time', () => {
  const { share, cells } = uptimeOf({ ...day, phase: 'online', transitions: [] });
  expect(share).toBe(1);
  expect(cells.map(({ online, seen, worst }) => [online, seen, worst])).toEqual(
    Array(4).fill([1, 1, 'online']),
  );
  expect([cells[0]?.from, cells[3]?.to]).toEqual([96 * hour, 100 * hour]);
});

test('its changes are counted to the millisecond, and a cell shows the worst of them', () => {
  const { share, cells } = uptimeOf({
    ...day,
    phase: 'online',
    transitions: [
      at(97.5, 'reconnecting', 'online'),
      at(97.75, 'needs-attention', 'reconnecting'),
      at(98, 'online', 'needs-attention'),
    ],
  });
  expect(share).toBe(3.5 / 4);
  expect(cells.map(({ online, worst }) => [online, worst])).toEqual([
    [1, 'online'],
    [0.5, 'needs-attention'],
    [1, 'online'],
    [1, 'online'],
  ]);
});

test('what nobody saw counts for nothing: before it was made, while the gateway or the service was away', () => {
  const { share, cells } = uptimeOf({
    ...day,
    createdAt: 97 * hour,
    phase: 'online',
    transitions: [at(97, 'offline', null), at(97.5, 'online', 'offline')],
    gaps: [
      { from: 97.5 * hour, to: 98.5 * hour },
      { from: 99 * hour, to: null },
    ],
  });
  expect(cells.map(({ online, seen, worst }) => [online, seen, worst])).toEqual([
    [null, 0, null],
    [0, 0.5, 'offline'],
    [1, 0.5, 'online'],
    [null, 0, null],
  ]);
  expect(share).toBe(0.5);
});

test('the cell in which it was made begins with it: nothing is unseen of what was not yet there', () => {
  const { cells } = uptimeOf({
    ...day,
    createdAt: 99.9 * hour,
    phase: 'pairing',
    transitions: [at(99.9, 'offline', null), at(99.95, 'pairing', 'offline')],
  });
  expect(cells.map(({ from, to, seen, worst }) => [from / hour, to / hour, seen, worst])).toEqual([
    [96, 97, 0, null],
    [97, 98, 0, null],
    [98, 99, 0, null],
    [99.9, 100, 1, 'offline'],
  ]);
});

test('one that was never seen has no share', () => {
  const gaps = [{ from: 0, to: null }];
  expect(uptimeOf({ ...day, phase: 'online', transitions: [], gaps }).share).toBeNull();
});
