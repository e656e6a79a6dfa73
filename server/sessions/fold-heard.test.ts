import { describe, expect, test } from 'vitest';
import {
  onlineSession,
  pairingSession,
  start,
  testSession,
  type Seen,
  type TestSession,
} from './fold-testing.ts';
import type { Heard } from './hearsay.ts';

const outcome = ({ facts }: TestSession) => ({
  phase: facts.phase,
  cause: facts.cause?.code ?? null,
});

const pushed = (type: Heard['type'], atMs: number, more: Partial<Heard> = {}): Heard[] => [
  { type, at: start + atMs, ...more },
];

/** Looks every half second, as pushes and falls cause them. */
const falls = (session: TestSession, forMs: number, seen: Seen) =>
  session.at(10_000).lookUntil(10_000 + forMs, 500, 'down', seen);

describe('a drop that looks as if it healed (T3)', () => {
  test('is a ban with its end, when one was pushed', () => {
    const heard = pushed('TemporaryBan', 10_000, { expireMs: 3_600_000 });
    const session = onlineSession()
      .at(10_000)
      .look('online', { heard })
      .at(10_500)
      .look('healing', { heard });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause: 'temporary_ban' });
    expect(session.since(session.facts.cause!.until)).toBe(10_000 + 3_600_000);
    // It is connected again once, a moment after its end.
    expect(session.since(session.facts.recovery!.nextAttemptAt)).toBe(10_000 + 3_600_000 + 5_000);
    // The push is forgotten by the next looks; what it told of this fall is not.
    expect(outcome(session.at(60_000).look('healing'))).toMatchObject({ cause: 'temporary_ban' });
  });

  test('is a ban without an end, when the push did not tell one: nothing is tried', () => {
    const heard = pushed('TemporaryBan', 10_000, { expireMs: null });
    const session = onlineSession().at(10_500).look('healing', { heard });
    expect(session.facts).toMatchObject({ cause: { code: 'temporary_ban', until: null }, recovery: null });
  });

  test.each([
    ['ClientOutdated', 'client_outdated'],
    ['ConnectFailure', 'unknown'],
  ] as const)('is for a person at once and for good, when %s was pushed', (type, cause) => {
    const session = onlineSession()
      .at(10_500)
      .look('healing', { heard: pushed(type, 10_000) });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause });
    session.at(20_000).lookUntil(120_000, 20_000, 'healing');
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause });
    expect(session.facts.recovery).toBeNull();
  });

  test('is a drop again the next time, whatever the last one was', () => {
    const session = onlineSession()
      .at(10_500)
      .look('healing', { heard: pushed('ConnectFailure', 10_000) });
    session.at(20_000).look('online').at(30_000).look('healing');
    expect(outcome(session)).toEqual({ phase: 'reconnecting', cause: 'network' });
  });

  test('is learned of late: the first look after the fall had not heard it', () => {
    const session = onlineSession().at(10_300).look('healing');
    expect(outcome(session)).toEqual({ phase: 'reconnecting', cause: 'network' });
    session.at(10_800).look('healing', { heard: pushed('ClientOutdated', 10_500) });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause: 'client_outdated' });
  });
});

describe('LoggedOut', () => {
  const heard = pushed('LoggedOut', 10_000, { reason: 401 });

  test('and a client that is gone: unlinked on the phone, without a second of doubt', () => {
    const session = onlineSession().at(10_000).look('halfway', { heard });
    session.at(10_500).look('down', { heard, qrSays: 'not connected' });
    expect(outcome(session)).toEqual({ phase: 'reconnecting', cause: null });
    session.at(10_900).look('down', { heard, qrSays: 'no session' });
    expect(outcome(session)).toEqual({ phase: 'logged-out', cause: 'unlinked_on_phone' });
    expect(session.facts).toMatchObject({ paired: 'no', jid: null, recovery: null });
  });

  test('at a connect: the login was refused before any look saw the socket', () => {
    const session = testSession('yes').connect();
    session.at(300).look('down', { heard: pushed('LoggedOut', 200) });
    expect(session.facts).toMatchObject({ phase: 'connecting', fallenSince: start + 300 });
    session.at(800).look('down', { heard: pushed('LoggedOut', 200), qrSays: 'no session' });
    expect(outcome(session)).toEqual({ phase: 'logged-out', cause: 'unlinked_on_phone' });
  });

  test('of before the connect ends nothing: the new login is under way', () => {
    const session = testSession('yes').at(1_000).connect();
    session.at(1_200).look('down', { heard: pushed('LoggedOut', 900) });
    expect(session.facts).toMatchObject({ phase: 'connecting', fallenSince: null });
  });

  test('that comes late changes nothing of an online session, at any later look', () => {
    const session = onlineSession().at(10_000).look('online', { heard });
    expect(outcome(session)).toEqual({ phase: 'online', cause: null });
    const before = session.facts;
    session.at(11_000).look('online', { heard }).at(13_000).look('online', { heard });
    expect(session.facts).toBe(before);
  });

  test('that comes late changes nothing of a session that is offline for long', () => {
    const session = testSession('yes').at(60_000).wish('offline');
    const before = outcome(session);
    session.look('down', { heard, qrSays: 'no session' });
    expect(outcome(session)).toEqual(before);
    expect(session.facts.paired).toBe('yes');
  });

  test('that comes late does not explain a fall whose client is there still: replaced', () => {
    const session = falls(onlineSession(), 2_000, { heard, qrSays: 'not connected' });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause: 'replaced' });
  });
});

test.each([
  ['TemporaryBan', 'temporary_ban'],
  ['ClientOutdated', 'client_outdated'],
] as const)(
  '%s at a connect that no look saw up: told within a second, not after all attempts',
  (type, cause) => {
    const session = testSession('yes').connect();
    const heard = pushed(type, 100, { expireMs: 60_000 });
    session.at(500).look('down', { heard }).at(1_000).look('down', { heard, qrSays: 'not connected' });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause });
  },
);

describe('while a code is shown', () => {
  test('PairError: the pairing failed, as soon as the socket stays down', () => {
    const session = pairingSession().at(10_000).look('halfway').at(10_500);
    const heard = pushed('PairError', 10_400);
    session.look('down', { heard });
    expect(outcome(session)).toEqual({ phase: 'connecting', cause: null });
    session.at(11_000).look('down', { heard });
    expect(outcome(session)).toEqual({ phase: 'offline', cause: 'pairing_failed' });
  });

  test('QRTimeout before the end: cut, and not for want of a scan', () => {
    const heard = pushed('QRTimeout', 30_000);
    const session = pairingSession().at(30_000).look('down', { heard }).at(30_500).look('down', { heard });
    expect(outcome(session)).toEqual({ phase: 'offline', cause: 'unknown' });
  });

  test('QRTimeout at the end: nobody scanned', () => {
    const heard = pushed('QRTimeout', 160_500);
    const session = pairingSession().at(160_600).look('down', { heard });
    expect(outcome(session)).toEqual({ phase: 'offline', cause: 'qr_timeout' });
  });

  test('an old QRTimeout does not end the login that follows a scan (T10)', () => {
    const session = pairingSession().at(10_000).look('halfway');
    const heard = pushed('QRTimeout', 10_100);
    session.at(10_300).look('down', { heard }).at(10_800).look('down', { heard });
    expect(session.facts).toMatchObject({ phase: 'connecting', cause: null });
    expect(outcome(session.at(11_300).look('online', { heard }))).toEqual({ phase: 'online', cause: null });
  });

  test('an old QRTimeout or LoggedOut does nothing to the code that is live', () => {
    const session = pairingSession();
    const before = session.facts;
    session.at(10_000).look('halfway', { qr: 'A', heard: pushed('QRTimeout', 9_900) });
    session.at(11_000).look('halfway', { qr: 'A', heard: pushed('LoggedOut', 10_900) });
    expect(session.facts.qr).toEqual(before.qr);
    expect(session.facts.phase).toBe('pairing');
  });

  test('outdated: nobody can pair, and that is what is said', () => {
    const heard = pushed('ClientOutdated', 10_000);
    const session = pairingSession().at(10_300).look('down', { qr: 'A', heard });
    session.at(10_800).look('down', { qr: 'A', heard });
    expect(outcome(session)).toMatchObject({ cause: 'client_outdated' });
  });
});

describe('forgotten while online: an older client’s codes ended and took the session with them (K3)', () => {
  test('is connected again once, and no more', () => {
    const session = falls(onlineSession(), 1_000, {
      heard: pushed('QRTimeout', 10_000),
      qrSays: 'no session',
    });
    expect(outcome(session)).toEqual({ phase: 'reconnecting', cause: 'unknown' });
    expect(session.facts.recovery).toEqual({ attempt: 0, nextAttemptAt: start + 11_000, most: 1 });
    session.observe({ kind: 'recovery-failed', counts: true });
    expect(session.facts.recovery).toEqual({ attempt: 1, nextAttemptAt: null, most: 1 });
    expect(outcome(session)).toEqual({ phase: 'needs-attention', cause: 'unknown' });
  });

  test('is not connected again when nobody wants it online', () => {
    const session = onlineSession().wish('offline');
    falls(session, 1_500, { heard: pushed('QRTimeout', 10_000), qrSays: 'no session' });
    expect(session.facts.recovery).toBeNull();
  });
});
