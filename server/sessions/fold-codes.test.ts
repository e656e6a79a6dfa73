import { describe, expect, test } from 'vitest';
import { pairingSession, testSession, type TestSession } from './fold-testing.ts';

/** The code on the screen: when it was made and when it dies, counted from the start. */
const live = ({ facts, since }: TestSession) =>
  facts.qr && {
    image: facts.qr.image.slice(-1),
    from: since(facts.qr.issuedAt),
    until: since(facts.qr.expiresAt),
    attempt: facts.qr.attempt,
    of: facts.qr.of,
  };

describe('the age of a code', () => {
  test('the first one counts from the connect, and the next ones from the schedule', () => {
    const session = pairingSession();
    expect(live(session)).toEqual({ image: 'A', from: 0, until: 60_000, attempt: 1, of: 6 });
    session.lookUntil(60_000, 500, 'halfway', { qr: 'A' }).at(60_500).look('halfway', { qr: 'B' });
    expect(live(session)).toEqual({ image: 'B', from: 60_000, until: 80_000, attempt: 2, of: 6 });
    session.lookUntil(80_000, 500, 'halfway', { qr: 'B' }).at(80_200).look('halfway', { qr: 'C' });
    expect(live(session)).toEqual({ image: 'C', from: 80_000, until: 100_000, attempt: 3, of: 6 });
  });

  test('a slow dial is no reason to show a code too long: it counts from the last look without it', () => {
    const session = testSession().connect().at(7_000).look('halfway').at(7_500).look('halfway', { qr: 'A' });
    expect(live(session)).toMatchObject({ from: 7_000, until: 67_000, attempt: 1 });
    expect(session.since(session.facts.pairing!.endsAt)).toBe(167_000);
  });

  test('looks that were missed leave out codes, never the order of what is left', () => {
    const session = pairingSession().at(105_000).look('halfway', { qr: 'D' });
    expect(live(session)).toEqual({ image: 'D', from: 100_000, until: 120_000, attempt: 4, of: 6 });
    session.at(120_400).look('halfway', { qr: 'E' });
    expect(live(session)).toMatchObject({ from: 120_000, until: 140_000, attempt: 5 });
  });

  test('a code that comes before its time is dated by the look before', () => {
    const session = pairingSession().at(40_000).look('halfway', { qr: 'A' }).at(40_500);
    session.look('halfway', { qr: 'B' });
    expect(live(session)).toEqual({ image: 'B', from: 40_000, until: 60_000, attempt: 2, of: 6 });
  });

  test('another tool connected: the code is younger than the look before, which showed none', () => {
    const session = testSession().at(4_000).look('down').at(9_000).look('halfway', { qr: 'A' });
    expect(live(session)).toEqual({ image: 'A', from: 4_000, until: 64_000, attempt: 1, of: 6 });
    expect(session.facts).toMatchObject({ phase: 'pairing', desired: 'offline' });
  });

  test('a code whose age nobody knows is shown while each look repeats it, a few seconds ahead', () => {
    const session = testSession().at(300_000).look('halfway', { qr: 'A', previousAt: null });
    expect(live(session)).toEqual({ image: 'A', from: 300_000, until: 305_000, attempt: null, of: null });
    session.lookUntil(320_000, 500, 'halfway', { qr: 'A' });
    expect(live(session)).toMatchObject({ image: 'A', until: expect.closeTo(324_000, -4) as number });
    // Nobody looks any more: it is gone after those seconds.
    expect(live(session.at(325_001))).toBeNull();
  });

  test('after a code of unknown age comes one that lives for 20 s', () => {
    const session = testSession().at(300_000).look('halfway', { qr: 'A', previousAt: null });
    session.lookUntil(310_000, 500, 'halfway', { qr: 'A' }).at(310_500).look('halfway', { qr: 'B' });
    expect(live(session)).toEqual({ image: 'B', from: 310_000, until: 330_000, attempt: null, of: null });
  });

  test('more codes than the service promises have no number', () => {
    const session = pairingSession();
    for (const [i, qr] of ['B', 'C', 'D', 'E', 'F'].entries()) {
      session.at(60_500 + i * 20_000).look('halfway', { qr });
    }
    expect(live(session)).toMatchObject({ image: 'F', attempt: 6, until: 160_000 });
    session.at(160_800).look('halfway', { qr: 'F' }).at(161_000).look('halfway', { qr: 'G' });
    expect(live(session)).toEqual({ image: 'G', from: 160_800, until: 180_800, attempt: null, of: null });
  });
});

describe('a code is not shown', () => {
  test('after its end, although the service goes on showing it', () => {
    const session = pairingSession().at(59_900).look('halfway', { qr: 'A' });
    expect(live(session)).not.toBeNull();
    session.at(60_000);
    expect(live(session)).toBeNull();
    session.at(62_000).look('halfway', { qr: 'A' });
    expect(live(session)).toBeNull();
    expect(session.facts.phase).toBe('pairing');
  });

  test('when the service comes back to one that was followed by another', () => {
    const session = pairingSession().at(60_500).look('halfway', { qr: 'B' });
    session.at(61_000).look('halfway', { qr: 'A' });
    expect(live(session)).toMatchObject({ image: 'B' });
  });

  test('when it is what an ended pairing left in the cache (T1, T5)', () => {
    const session = pairingSession();
    session.at(3_000).look('down', { qr: 'A' }).at(3_500).look('down', { qr: 'A', qrSays: 'not connected' });
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'pairing_failed' } });
    session.at(10_000).connect().at(10_010).look('halfway', { qr: 'A' });
    expect(session.facts).toMatchObject({ phase: 'connecting', qr: null });
    session.at(10_500).look('halfway', { qr: 'B' });
    expect(live(session)).toEqual({ image: 'B', from: 10_010, until: 70_010, attempt: 1, of: 6 });
  });

  test('when the cache had it before the gateway knew the session', () => {
    const session = testSession().at(1_000).look('down', { qr: 'Z' });
    session.at(2_000).connect().at(2_010).look('halfway', { qr: 'Z' });
    expect(session.facts).toMatchObject({ phase: 'connecting', qr: null });
  });

  test('when the session is paired: it would link a second device (T8)', () => {
    const session = testSession('yes').connect().at(500).look('halfway', { qr: 'A' });
    expect(session.facts).toMatchObject({ phase: 'connecting', qr: null, pairing: { withheld: true } });
    session.lookUntil(160_000, 500, 'halfway', { qr: 'A' });
    session.at(160_500).look('down');
    expect(session.facts).toMatchObject({ phase: 'needs-attention', cause: { code: 'unknown' } });
    // A second code in a row is no passing fault: it was unlinked while nobody looked.
    session.at(170_000).connect().at(170_500).look('halfway', { qr: 'B' });
    expect(session.facts).toMatchObject({ phase: 'pairing', qr: { attempt: 1 } });
  });
});

describe('a vanished code', () => {
  test('is a scan, until it is online', () => {
    const session = pairingSession().at(8_000).look('halfway');
    expect(session.facts).toMatchObject({ phase: 'connecting', qr: null });
    expect(session.since(session.facts.scannedAt)).toBe(8_000);
    session.at(8_200).look('down').at(8_500).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', scannedAt: null, pairing: null, paired: 'yes' });
  });

  test('is none shortly before the end: the service clears it before it closes', () => {
    const session = pairingSession();
    session.at(141_000).look('halfway', { qr: 'F' }).at(158_500).look('halfway');
    expect(session.facts).toMatchObject({ scannedAt: null, qr: null });
    session.at(160_300).look('down');
    expect(session.facts).toMatchObject({ phase: 'offline', cause: { code: 'qr_timeout' } });
  });

  test('takes the pairing code with it', () => {
    const session = pairingSession().observe({ kind: 'pairing-code', code: 'AAAA-BBBB', phone: '628' });
    expect(session.since(session.facts.pairingCode!.expiresAt)).toBe(160_000);
    session.at(8_000).look('halfway');
    expect(session.facts.pairingCode).toBeNull();
  });
});
