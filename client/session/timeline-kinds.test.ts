import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { kindOf, ofKind } from './timeline-kinds.ts';

const entry = (type: TimelineEntry['type'], actor: string | null = null): TimelineEntry => ({
  id: '1',
  sessionId: 'a1',
  at: '2026-11-25T10:00:00.000Z',
  type,
  actor,
  data: {},
});

test('a change is somebody’s deed when it has a name, and a move of the state when it has none', () => {
  expect(kindOf(entry('updated', 'Sari'))).toBe('people');
  expect(kindOf(entry('updated'))).toBe('states');
});

test('everything shows everything, a kind shows its own', () => {
  const all = [entry('connected'), entry('recovery'), entry('upstream_reachable'), entry('connect', 'Sari')];
  expect(all.filter(ofKind('all'))).toHaveLength(4);
  expect(all.filter(ofKind('service')).map(({ type }) => type)).toEqual(['upstream_reachable']);
});
