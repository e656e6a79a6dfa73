import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { timelineTypes } from '../../contract/words.ts';
import { iso, noon, speech } from '../testing/session.ts';
import { lineOf, tidy } from './timeline-words.ts';

let next = 100;
const entry = (type: TimelineEntry['type'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: String(next++),
  sessionId: 'a1',
  at: iso(noon),
  type,
  actor: null,
  data: {},
  ...more,
});
const words = (type: TimelineEntry['type'], data: TimelineEntry['data'], actor: string | null = null) =>
  lineOf(entry(type, { data, actor }), speech()).words;

test('every type has a sentence in both languages', () => {
  for (const language of ['en', 'id'] as const) {
    for (const type of timelineTypes) {
      const line = lineOf(entry(type), speech(language));
      expect(line.words, type).not.toMatch(/^$|timeline\.|\{\{/);
    }
  }
});

test('falls are told by their cause, and a cause nobody knows by what happened', () => {
  expect(words('disconnected', { cause: 'network', phase: 'reconnecting' })).toBe('Network dropped');
  expect(words('disconnected', { cause: 'by_admin' }, 'Rani')).toBe('Switched off by Rani');
  expect(words('disconnected', { cause: 'from_a_newer_gateway' })).toBe('Disconnected');
});

test('an action that was refused says why', () => {
  expect(words('connect', { outcome: 'ok' })).toBe('Connect asked');
  expect(words('connect', { outcome: 'refused', reason: 'not_now' })).toBe(
    'Connect asked, but not done: not at this moment',
  );
});

test('entries are newest first, each once, and a run of codes is one', () => {
  const code = (attempt: number, ms: number) => entry('qr', { at: iso(noon + ms), data: { attempt, of: 6 } });
  const first = entry('connected', { at: iso(noon - 5) });
  const list = tidy([code(1, 0), first, code(3, 80_000), code(2, 60_000), first]);
  expect(list.map(({ type, data }) => [type, data['attempt']])).toEqual([
    ['qr', 3],
    ['connected', undefined],
  ]);
});

test('one deed is told once', () => {
  const by = { actor: 'Rani' };
  const list = tidy([
    entry('connect', { ...by, at: iso(noon - 120_000), data: { outcome: 'ok' } }),
    entry('updated', { ...by, at: iso(noon - 121_000), data: { phase: 'connecting' } }),
    entry('disconnected', { ...by, at: iso(noon), data: { cause: 'by_admin', phase: 'stopping' } }),
    entry('disconnect', { ...by, at: iso(noon + 10), data: { outcome: 'ok' } }),
  ]);
  expect(list.map(({ type }) => type)).toEqual(['disconnected', 'connect']);
});
