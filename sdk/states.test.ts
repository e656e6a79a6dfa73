import { expect, test } from 'vitest';
import { createStates, type Fidelity } from './states.ts';
import { qrCode, sessionState } from './testing.ts';

const whole = sessionState({
  phase: 'pairing',
  qr: qrCode(),
  pairingCode: { code: 'ABCD-1234', phone: '62811', expiresAt: '2026-11-25T10:02:00.000Z' },
});
const plain = sessionState({
  phase: 'pairing',
  qr: qrCode({ image: undefined }),
  pairingCode: { phone: '62811', expiresAt: '2026-11-25T10:02:00.000Z' },
});

function states(fidelity: Fidelity = 'whole') {
  const wanted = { fidelity };
  return { wanted, states: createStates(() => wanted.fidelity) };
}

test('a snapshot by id of an equal version replaces what the list showed', () => {
  const { wanted, states: shown } = states('plain');
  shown.take(plain);
  wanted.fidelity = 'whole';
  expect(shown.take(whole)).toMatchObject({ kind: 'state', changed: ['qr', 'pairingCode'] });
  expect(shown.get('a')?.qr?.image).toBeDefined();
});

test('a list of an equal version takes no code away, but a code that has ended goes', () => {
  const { states: shown } = states();
  shown.take(whole);
  expect(shown.take({ ...plain, idleStopsAt: '2026-11-25T10:00:30.000Z' })).toMatchObject({
    changed: ['idleStopsAt'],
  });
  expect(shown.get('a')).toMatchObject({
    qr: { image: qrCode()?.image },
    pairingCode: { code: 'ABCD-1234' },
  });
  shown.take({ ...plain, qr: null, pairingCode: null });
  expect(shown.get('a')).toMatchObject({ qr: null, pairingCode: null });
});

test('a state with codes that arrives after the subscription by id ended shows none', () => {
  const { wanted, states: shown } = states();
  shown.take(whole);
  wanted.fidelity = 'plain';
  expect(shown.trim('a')).toMatchObject({ changed: ['qr', 'pairingCode'] });
  shown.take({ ...whole, version: 2 });
  expect(shown.get('a')?.qr).not.toHaveProperty('image');
  expect(shown.get('a')?.pairingCode).not.toHaveProperty('code');
});

test('what nobody subscribed to is not kept', () => {
  const { wanted, states: shown } = states();
  shown.take(whole);
  wanted.fidelity = 'none';
  shown.trim('a');
  expect(shown.take({ ...whole, version: 2 })).toBeNull();
  expect(shown.all()).toEqual([]);
});

test('what was removed comes back only as new as it was: an older version stays away', () => {
  const { states: shown } = states();
  shown.take(sessionState({ version: 6 }));
  expect(shown.remove('a')).toMatchObject({ kind: 'removed', before: { version: 6 } });
  expect(shown.remove('a')).toBeNull();
  expect(shown.take(sessionState({ version: 5 }))).toBeNull();
  expect(shown.take(sessionState({ version: 6 }))).toMatchObject({ kind: 'state', before: null });
});

test('the list is the same array until something changes', () => {
  const { states: shown } = states();
  shown.take(whole);
  const before = shown.all();
  shown.take(whole);
  expect(shown.all()).toBe(before);
  shown.take({ ...whole, version: 2 });
  expect(shown.all()).not.toBe(before);
});
