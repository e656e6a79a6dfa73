import { describe, expect, test } from 'vitest';
import { pairingSession, testSession } from './fold-testing.ts';

test('the moment of false/false between scan and login is not the end (T10), seen scan or not', () => {
  const unseen = pairingSession().at(9_000).look('down').at(9_500).look('down', { qrSays: 'not connected' });
  expect(unseen.facts).toMatchObject({ phase: 'pairing', qr: null, cause: null });
  expect(unseen.at(10_000).look('online').facts).toMatchObject({ phase: 'online', paired: 'yes' });

  const slow = pairingSession().at(9_000).look('halfway').at(9_500);
  slow.lookUntil(40_000, 500, 'down', { qrSays: 'not connected' });
  expect(slow.facts).toMatchObject({ phase: 'connecting' });
  expect(slow.at(40_500).look('online').facts.phase).toBe('online');
});

test('the end of all codes', () => {
  const session = pairingSession().at(141_000).look('halfway', { qr: 'F' }).at(160_400).look('down');
  expect(session.facts).toMatchObject({
    phase: 'offline',
    pairing: null,
    qr: null,
    cause: { code: 'qr_timeout' },
    desired: 'online',
    quietUntil: null,
  });
});

test('the end of codes that began unseen', () => {
  const session = testSession().at(300_000).look('halfway', { qr: 'A', previousAt: null });
  session.at(310_000).look('down').at(310_500).look('down', { qrSays: 'no session' });
  expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'qr_timeout' } });
});

describe('before the codes are over', () => {
  test('a code that stays in the cache: the phone did not accept (PairError)', () => {
    const session = pairingSession().at(3_000).look('down', { qr: 'A' });
    expect(session.facts).toMatchObject({ phase: 'pairing', qr: null });
    session.at(3_500).look('down', { qr: 'A', qrSays: 'not connected' });
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'pairing_failed' } });
  });

  test('a scan that comes to nothing: the phone did not accept', () => {
    const session = pairingSession().at(3_000).look('halfway').at(3_500);
    session.lookUntil(64_000, 500, 'down', { qrSays: 'not connected' });
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'pairing_failed' } });
  });

  test('a socket that was cut: the cached code goes a moment later, and with it the session', () => {
    const session = pairingSession().at(3_000).look('down', { qr: 'A' });
    session.at(3_300).look('down', { qrSays: 'no session' });
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'unknown' }, quietUntil: null });
  });

  test('a disconnect by another tool: no connect before the codes, which run on, are over (K3)', () => {
    const session = pairingSession().at(3_000).look('down', { qr: 'A', events: '' });
    expect(session.facts).toMatchObject({
      phase: 'offline',
      desired: 'offline',
      cause: { code: 'by_admin' },
    });
    expect(session.since(session.facts.quietUntil)).toBe(170_000);
  });

  test('the same, seen only after the next code', () => {
    const session = pairingSession().at(61_000).look('down', { qr: 'B', events: '' });
    expect(session.facts).toMatchObject({ phase: 'offline', desired: 'offline' });
    expect(session.since(session.facts.quietUntil)).toBe(170_000);
  });

  test('a session that had no events anyway may have been disconnected too: the next connect waits', () => {
    const session = testSession().connect(true).at(500).look('halfway', { qr: 'A', events: '' });
    session.at(3_000).look('down', { events: '' }).at(3_500);
    session.look('down', { events: '', qrSays: 'no session' });
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'unknown' }, desired: 'online' });
    expect(session.since(session.facts.quietUntil)).toBe(170_000);
  });

  test('a service that restarts', () => {
    const session = pairingSession().at(9_000).look('down', { qr: 'A', serviceWasAway: true });
    expect(session.facts).toMatchObject({
      phase: 'needs-attention',
      pairing: null,
      cause: { code: 'upstream_lost_session' },
    });
  });
});

test('codes that appear in the cache of a session at rest run unseen: the next connect waits for them (K3)', () => {
  const session = testSession().look('down', { qr: 'A' }).at(30_000).look('down', { qr: 'A' });
  expect(session.facts.quietUntil).toBeNull();
  session.at(35_000).look('down', { qr: 'B' });
  expect(session.since(session.facts.quietUntil)).toBe(35_000 + 160_000 + 10_000);
});

test('the last code of a pairing, seen only after its end, is not taken for codes that run', () => {
  const session = pairingSession().at(60_300).look('down', { qr: 'B' });
  session.at(60_800).look('down', { qr: 'B', qrSays: 'not connected' });
  session.at(61_300).look('down', { qr: 'B' });
  expect(session.facts).toMatchObject({ cause: { code: 'pairing_failed' }, quietUntil: null });
});
