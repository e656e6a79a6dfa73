import { expect, test } from 'vitest';
import { code, noon, sessionState } from '../testing/session.ts';
import { codeView, type Knowing } from './code-view.ts';

const pairing = (attempt: number | null = 2) =>
  sessionState({ phase: 'pairing', jid: null, loggedIn: false, qr: code(6_000, 20_000, attempt) });
const known: Knowing = { now: noon, heard: true, answers: true, maySee: true };
const view = (state = pairing(), different: Partial<Knowing> = {}) =>
  codeView(state, { ...known, ...different }).kind;

test('a code is live until the very moment it ends', () => {
  expect(view()).toBe('live');
  expect(view(pairing(), { now: noon + 13_999 })).toBe('live');
  expect(view(pairing(), { now: noon + 14_000 })).toBe('next');
});

test('nothing is shown while the clock cannot be trusted', () => {
  expect(view(pairing(), { now: null })).toBe('unheard');
  expect(view(pairing(6), { now: null })).toBe('unheard');
});

test('no next code is promised while nothing is heard; one that still holds stays', () => {
  const deaf = { heard: false };
  expect(view(pairing(), deaf)).toBe('live');
  expect(view(pairing(), { ...deaf, now: noon + 14_000 })).toBe('unheard');
  expect(view(pairing(6), { ...deaf, now: noon + 14_000 })).toBe('ran-out');
  expect(view(sessionState({ phase: 'connecting' }), deaf)).toBe('unheard');
});

test('after the sixth there is no next one', () => {
  expect(view(pairing(6), { now: noon + 14_000 })).toBe('ran-out');
  expect(view(sessionState({ phase: 'offline' }))).toBe('ran-out');
});

test('a code is hidden while the service does not answer', () => {
  expect(view(pairing(), { answers: false })).toBe('hidden');
});

test('a role that sees no codes is told so', () => {
  expect(view(pairing(), { maySee: false })).toBe('forbidden');
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
