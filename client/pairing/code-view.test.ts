import { expect, test } from 'vitest';
import { code, noon, sessionState } from '../testing/session.ts';
import { codeView } from './code-view.ts';

const pairing = (attempt: number | null = 2) =>
  sessionState({ phase: 'pairing', jid: null, loggedIn: false, qr: code(6_000, 20_000, attempt) });
const view = (state = pairing(), now: number | null = noon, answers = true, maySee = true) =>
  codeView(state, now, answers, maySee).kind;

test('a code is live until the very moment it ends', () => {
  expect(view()).toBe('live');
  expect(view(pairing(), noon + 13_999)).toBe('live');
  expect(view(pairing(), noon + 14_000)).toBe('next');
});

test('nothing is shown while the clock cannot be trusted', () => {
  expect(view(pairing(), null)).toBe('next');
  expect(view(pairing(6), null)).toBe('next');
});

test('after the sixth there is no next one', () => {
  expect(view(pairing(6), noon + 14_000)).toBe('ran-out');
  expect(view(sessionState({ phase: 'offline' }))).toBe('ran-out');
});

test('a code is hidden while the service does not answer', () => {
  expect(view(pairing(), noon, false)).toBe('hidden');
});

test('a role that sees no codes is told so', () => {
  expect(view(pairing(), noon, true, false)).toBe('forbidden');
});

test('a code without its picture is not there yet', () => {
  const { image: _image, ...qr } = code(6_000, 20_000);
  expect(view(sessionState({ phase: 'pairing', qr }))).toBe('next');
});

test('before the first code, after the scan, and online', () => {
  expect(view(sessionState({ phase: 'connecting' }))).toBe('first');
  expect(view(sessionState({ phase: 'connecting', scannedAt: new Date(noon).toISOString() }))).toBe(
    'scanned',
  );
  expect(view(sessionState())).toBe('done');
});
