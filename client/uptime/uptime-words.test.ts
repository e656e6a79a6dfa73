import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { iso, noon, speech } from '../testing/session.ts';
import { cellWords, downMs } from './uptime-words.ts';

const minute = 60_000;
const cell = {
  from: iso(noon - 32 * minute),
  to: iso(noon - 16 * minute),
  online: 0.75,
  seen: 1,
  worst: 'reconnecting',
} as const;
const entry = (different: Partial<TimelineEntry>): TimelineEntry => ({
  id: '1',
  sessionId: 'a1',
  at: iso(noon - 20 * minute),
  type: 'disconnected',
  actor: null,
  data: { cause: 'network' },
  ...different,
});

test('a cell says its span, the phase, how long, and why', () => {
  expect(cellWords(cell, [entry({})], noon, speech('en'))).toEqual({
    span: '11:28 – 11:44',
    what: 'Reconnecting for 4 min, Network dropped',
  });
});

test('a cause from before it came back is not blamed', () => {
  const old = entry({ at: iso(noon - 90 * minute) });
  const back = entry({
    id: '2',
    at: iso(noon - 80 * minute),
    type: 'connected',
    data: { phase: 'online' },
  });
  expect(cellWords(cell, [back, old], noon, speech('en')).what).toBe('Reconnecting for 4 min');
});

test('what nobody saw is not told', () => {
  const unseen = { ...cell, seen: 0.2 };
  expect(cellWords(unseen, [entry({})], noon, speech('en')).what).toBe('Not seen');
  expect(cellWords({ ...cell, worst: 'online', online: 1 }, [], noon, speech('en')).what).toBe('Online');
});

test('time that was down adds up over the cells', () => {
  expect(downMs([cell, { ...cell, online: 1 }, { ...cell, online: null, seen: 0 }])).toBe(4 * minute);
});
