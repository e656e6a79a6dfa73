import { expect, test } from 'vitest';
import { code, iso, noon, speech } from '../testing/session.ts';
import { qrAloud, typedAloud } from './code-voice.ts';
import type { CodeView } from './code-view.ts';

const live = (attempt: number | null): CodeView => ({
  kind: 'live',
  qr: { ...code(6_000, 20_000, attempt), image: 'data:' },
  last: attempt === 6,
});
const aloud = (was: CodeView['kind'] | null, view: CodeView, now = noon - 6_000) =>
  qrAloud(was, view, now, speech());

test('a new code is said with the seconds that are left of it, in the middle of it too', () => {
  expect(aloud('next', live(2))).toBe('New code, 2 of 6, 20 seconds');
  expect(aloud(null, live(2), noon)).toBe('New code, 2 of 6, 14 seconds');
});

test('a code of unknown number is said without one', () => {
  expect(aloud('next', live(null))).toBe('New code, 20 seconds');
});

test('its end is said once, whatever follows', () => {
  expect(aloud('live', { kind: 'next', attempt: 2 })).toBe('Code expired');
  expect(aloud('live', { kind: 'unheard' })).toBe('Code expired');
  expect(aloud('unheard', { kind: 'next', attempt: 2 })).toBeNull();
  expect(aloud(null, { kind: 'next', attempt: null })).toBeNull();
});

test('the end of the last one is said, once', () => {
  expect(aloud('live', { kind: 'ran-out', again: false })).toBe('Code expired. Codes ran out');
  expect(aloud('ran-out', { kind: 'ran-out', again: true })).toBeNull();
  expect(aloud('next', { kind: 'ran-out', again: true })).toBe('Codes ran out');
  expect(aloud(null, { kind: 'ran-out', again: true })).toBeNull();
});

test('a pairing code is said with its number, and so is its end; that it is hidden is said elsewhere', () => {
  const typed = { kind: 'live', number: '+62 812', expiresAt: iso(noon + 100_000) } as const;
  expect(typedAloud(null, typed, noon, speech())).toBe('New pairing code for +62 812, 100 seconds');
  expect(typedAloud('live', { kind: 'over' }, noon, speech())).toBe('Code expired');
  expect(typedAloud(null, { kind: 'over' }, noon, speech())).toBeNull();
  expect(typedAloud('live', { kind: 'hidden' }, noon, speech())).toBeNull();
});
