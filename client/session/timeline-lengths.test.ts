import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { iso, noon } from '../testing/session.ts';
import { lengthsOf } from './timeline-lengths.ts';

let next = 0;
const entry = (ms: number, type: TimelineEntry['type'], data: TimelineEntry['data'] = {}): TimelineEntry => ({
  id: String(next++),
  sessionId: 'a1',
  at: iso(noon + ms),
  type,
  actor: null,
  data,
});
const told = (...entries: TimelineEntry[]) => {
  const lengths = lengthsOf(entries);
  return entries.flatMap(({ id, type }) => (lengths.has(id) ? [[type, lengths.get(id)]] : []));
};
const fell = (ms: number) => entry(ms, 'disconnected', { phase: 'reconnecting', from: 'online' });
const healed = (ms: number) => entry(ms, 'connected', { phase: 'online', from: 'reconnecting' });

test('a drop that healed lasted from its fall on', () => {
  expect(told(healed(98_000), healed(38_000), fell(0))).toEqual([['connected', 38_000]]);
});

test('the service was away from its last answer on', () => {
  expect(told(entry(25_000, 'upstream_reachable'), entry(0, 'upstream_unreachable'))).toEqual([
    ['upstream_reachable', 25_000],
  ]);
});

test('nothing is said of what began before all that was read, or was not healed but connected', () => {
  expect(told(healed(38_000), entry(0, 'upstream_reachable'))).toEqual([]);
  const connected = entry(90_000, 'logged_in', { phase: 'online', from: 'connecting' });
  expect(
    told(connected, entry(80_000, 'updated', { phase: 'connecting', from: 'offline' }), fell(0)),
  ).toEqual([]);
});
