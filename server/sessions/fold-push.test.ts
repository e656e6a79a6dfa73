import { describe, expect, test } from 'vitest';
import {
  image,
  onlineSession,
  pairingSession,
  start,
  testSession,
  type TestSession,
} from './fold-testing.ts';

/** A code is pushed; the last look before it was `lookedMs` ago (null: none is known). */
function push(session: TestSession, name: string, atMs: number, lookedMs: number | null = 500): TestSession {
  const arrivedAt = start + atMs;
  const previousAt = lookedMs === null ? null : arrivedAt - lookedMs;
  return session.at(atMs).observe({ kind: 'pushed-code', image: image(name), arrivedAt, previousAt });
}

/** Nothing at all became of the push; `at` alone may have let deadlines pass. */
function nothing(session: TestSession, name: string, atMs: number, lookedMs: number | null = 500): void {
  const before = session.at(atMs).facts;
  push(session, name, atMs, lookedMs);
  expect(session.facts).toBe(before);
}

const shown = ({ facts }: TestSession) => facts.qr?.image.split(',')[1] ?? null;
/** The first code seen until just before a time. */
const pairedUntil = (ms: number) => pairingSession().at(1_000).lookUntil(ms, 500, 'halfway', { qr: 'A' });

describe('a pushed code is shown at once', () => {
  test('when it is the next one and its time has come', () => {
    const session = push(pairedUntil(60_000), 'B', 60_300);
    expect(session.facts.qr).toMatchObject({ image: image('B'), attempt: 2, of: 6 });
    expect(session.since(session.facts.qr!.expiresAt)).toBeLessThanOrEqual(80_300);
  });

  test('and the look after it changes nothing of it', () => {
    const session = push(pairedUntil(60_000), 'B', 60_300);
    const { qr, pairing } = session.facts;
    session.at(60_350).look('halfway', { qr: 'B' });
    expect(session.facts.qr).toEqual(qr);
    expect(session.facts.pairing!.codes).toEqual(pairing!.codes);
  });

  test('and the look that shows another one wins', () => {
    const session = push(pairedUntil(60_000), 'stale', 60_300).at(60_350).look('halfway', { qr: 'B' });
    expect(shown(session)).toBe('B');
  });
});

describe('a pushed code is never shown', () => {
  test('again: a repeat of the live one or of a dead one', () => {
    const session = push(pairedUntil(60_000), 'B', 60_300);
    nothing(session, 'B', 60_900);
    nothing(session, 'A', 61_000);
    nothing(session, 'A', 80_500);
  });

  test('before its time, after its time, or when one between was missed', () => {
    nothing(pairedUntil(40_000), 'B', 40_300);
    nothing(pairedUntil(80_000), 'B', 80_500);
    nothing(pairedUntil(60_000), 'C', 101_000);
  });

  test('after the end of the codes', () => {
    nothing(pairingSession().at(150_000).look('halfway', { qr: 'E' }), 'F', 161_000);
  });

  test('as the first one: which pairing it belongs to, only a look can tell', () => {
    nothing(testSession().connect(), 'A', 300);
  });

  test('after the end of a pairing, nor before the next one', () => {
    const session = pairingSession().at(160_600).look('down');
    nothing(session, 'F', 160_900);
    nothing(session.at(170_000).connect(), 'F', 170_300);
  });

  test('in a pairing that began before anyone looked', () => {
    const session = testSession().at(30_000).look('halfway', { qr: 'A', previousAt: null });
    nothing(session, 'B', 60_200);
  });

  test('when nobody looked lately: the gateway or the service was away', () => {
    nothing(pairedUntil(60_000), 'B', 60_300, 5_001);
    nothing(pairedUntil(60_000), 'B', 60_300, null);
  });

  test('when the socket was seen down, or the code was scanned', () => {
    nothing(pairedUntil(60_000).at(60_050).look('down'), 'B', 60_300);
    nothing(pairedUntil(50_000).at(50_500).look('halfway'), 'B', 60_300);
  });

  test('when the pairing is withdrawn', () => {
    nothing(pairedUntil(60_000).wish('offline'), 'B', 60_300);
  });

  test('to anyone when the session has a phone already (T8)', () => {
    const session = testSession('yes').connect().at(500).look('halfway', { qr: 'A' });
    nothing(session, 'B', 60_300);
    expect(session.facts.qr).toBeNull();
  });

  test('on a session that is online, offline, or healing', () => {
    nothing(onlineSession(), 'B', 60_300);
    nothing(testSession(), 'B', 60_300);
    nothing(onlineSession().at(10_000).look('healing'), 'B', 60_300);
  });
});
