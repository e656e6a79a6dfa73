import { expect, test } from 'vitest';
import { code, iso, noon, speech } from '../testing/session.ts';
import { qrAloud, typedAloud } from './code-voice.ts';
import type { CodeView } from './code-view.ts';
import type { TypedView } from './typed-view.ts';

const live = (attempt: number | null): CodeView => ({
  kind: 'live',
  qr: { ...code(6_000, 20_000, attempt), image: 'data:' },
  last: attempt === 6,
});
const next: CodeView = { kind: 'next', attempt: 1 };
const unheard: CodeView = { kind: 'unheard' };
const ranOut: CodeView = { kind: 'ran-out', again: true };
const aloud = (was: CodeView | null, view: CodeView, now = noon - 6_000) => qrAloud(was, view, now, speech());

test('a new code is said with the seconds that are left of it, in the middle of it too', () => {
  expect(aloud(next, live(2))).toBe('New code, 2 of 6, 20 seconds');
  expect(aloud(null, live(2), noon)).toBe('New code, 2 of 6, 14 seconds');
});

test('the same code, back after a moment in which nothing was known, is not said as new', () => {
  expect(aloud(live(2), live(2), noon)).toBeNull();
});

test('a code of unknown number is said without one', () => {
  expect(aloud(next, live(null))).toBe('New code, 20 seconds');
});

test('its end is said once, whatever follows', () => {
  expect(aloud(live(2), { kind: 'next', attempt: 2 })).toBe('Code expired');
  expect(aloud(live(2), unheard)).toBe('Code expired');
  expect(aloud(unheard, { kind: 'next', attempt: 2 })).toBeNull();
  expect(aloud(null, { kind: 'next', attempt: null })).toBeNull();
});

test('the end of the last one is said, once', () => {
  expect(aloud(live(6), { kind: 'ran-out', again: false })).toBe('Code expired. Codes ran out');
  expect(aloud(ranOut, ranOut)).toBeNull();
  expect(aloud(next, ranOut)).toBe('Codes ran out');
  expect(aloud(null, ranOut)).toBeNull();
});

test('a pairing code is said with its number, and so is its end; that it is hidden is said elsewhere', () => {
  const expiresAt = iso(noon + 100_000);
  const typed: TypedView = { kind: 'live', code: 'ABCD-1234', phone: '6281234567890', expiresAt };
  const said = (was: TypedView | null, view: TypedView) => typedAloud(was, view, noon, speech());
  expect(said(null, typed)).toBe('New pairing code for +62 812 3456 7890, 100 seconds');
  expect(said(typed, typed)).toBeNull();
  expect(said(typed, { ...typed, code: 'EFGH-5678' })).toMatch(/^New pairing code/);
  expect(said(typed, { kind: 'over' })).toBe('Code expired');
  expect(said(null, { kind: 'over' })).toBeNull();
  expect(said(typed, { kind: 'hidden' })).toBeNull();
});
