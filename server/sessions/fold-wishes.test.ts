import { describe, expect, test } from 'vitest';
import { isDeepStrictEqual } from 'node:util';
import { image, onlineSession, pairingSession, start, testSession } from './fold-testing.ts';
import { fold } from './fold.ts';
import type { Observation } from './observation.ts';

describe('a pairing that is withdrawn', () => {
  test('is stopping until its codes end, then offline for the reason it was withdrawn', () => {
    const session = pairingSession().at(10_000).wish('offline');
    const { facts } = session;
    expect(facts).toMatchObject({ phase: 'stopping', desired: 'offline', connected: true, offlineDue: true });
    expect(facts.cause).toMatchObject({ code: 'by_admin', by: 'Rani' });
    expect(session.since(facts.pairing!.endsAt)).toBe(160_000);
    session.lookUntil(155_000, 5_000, 'halfway', { qr: 'A' }).at(160_500).look('down');
    expect(session.facts).toMatchObject({ phase: 'offline', offlineDue: false, pairing: null });
    expect(session.facts.cause).toMatchObject({ code: 'by_admin', by: 'Rani' });
  });

  test('by the idle rule says so', () => {
    const session = pairingSession().at(30_000).wish('offline', null, 'idle');
    expect(session.facts).toMatchObject({ phase: 'stopping', cause: { code: 'idle', by: null } });
    // A later disconnect does not change why.
    session.at(31_000).wish('offline');
    expect(session.facts).toMatchObject({ cause: { code: 'idle' }, desiredBy: 'Rani' });
  });

  test('and wanted again shows the running code with its right end', () => {
    const session = pairingSession().at(10_000).wish('offline').at(15_000).look('halfway', { qr: 'A' });
    session.at(20_000).wish('online');
    expect(session.facts).toMatchObject({ phase: 'pairing', cause: null, offlineDue: false });
    expect(session.facts.qr).toMatchObject({ image: image('A'), attempt: 1 });
    expect(session.since(session.facts.qr!.expiresAt)).toBe(60_000);
    expect(session.since(session.facts.phaseSince)).toBe(20_000);
  });

  test('and wanted again after a code change shows the newer one', () => {
    const session = pairingSession()
      .at(10_000)
      .wish('offline')
      .lookUntil(65_000, 5_000, 'halfway', { qr: 'A' });
    session.at(66_000).look('halfway', { qr: 'B' }).at(70_000).wish('online');
    expect(session.facts).toMatchObject({ phase: 'pairing', qr: { image: image('B'), attempt: 2 } });
    expect(session.since(session.facts.qr!.expiresAt)).toBe(85_000);
  });

  test('and scanned after all goes online, still to be switched off', () => {
    const session = pairingSession().at(10_000).wish('offline').at(15_000).look('halfway');
    expect(session.facts.phase).toBe('stopping');
    session.at(15_500).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', offlineDue: true, desired: 'offline' });
  });

  test('and scanned, but wanted again by then, stays online', () => {
    const session = pairingSession().at(10_000).wish('offline').at(15_000).look('halfway').wish('online');
    expect(session.facts).toMatchObject({ phase: 'connecting' });
    session.at(15_500).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', offlineDue: false });
  });
});

describe('a wish to be offline', () => {
  test('of an online session is done by the first look after our disconnect', () => {
    const session = onlineSession().at(10_000).wish('offline');
    session.observe({ kind: 'disconnect-sent', unsure: false }).at(10_020).look('down', { events: '' });
    expect(session.facts).toMatchObject({ phase: 'offline', offlineDue: false, desired: 'offline' });
    expect(session.facts.cause).toMatchObject({ code: 'by_admin', by: 'Rani' });
    expect(session.since(session.facts.quietUntil)).toBe(11_500);
  });

  test('is one-shot: a session that another tool connects later is left alone', () => {
    const session = onlineSession().at(10_000).wish('offline');
    session.observe({ kind: 'disconnect-sent', unsure: false }).at(10_020).look('down', { events: '' });
    session.at(60_000).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', desired: 'offline', offlineDue: false });
  });

  test('of a session that heals is kept until it is back, or gives up', () => {
    const back = onlineSession().at(10_000).look('healing').wish('offline').at(20_000).look('online');
    expect(back.facts).toMatchObject({ phase: 'online', offlineDue: true });
    const gone = onlineSession().at(10_000).look('healing').wish('offline');
    gone.at(20_000).lookUntil(21_000, 500, 'down');
    expect(gone.facts).toMatchObject({ phase: 'offline', offlineDue: false, cause: { code: 'by_admin' } });
  });

  test('of a session that just fell is not lost when it was a moment only', () => {
    const session = onlineSession().at(10_000).look('down').wish('offline').at(10_500).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', offlineDue: true });
  });

  test('of one that is down already is done at once', () => {
    const session = testSession('yes').wish('offline', 'Oscar');
    expect(session.facts).toMatchObject({ phase: 'offline', offlineDue: false });
    expect(session.facts.cause).toMatchObject({ code: 'by_admin', by: 'Oscar' });
  });

  test('of one that is being connected waits for what comes of it', () => {
    const session = testSession('yes').connect().at(300).wish('offline');
    expect(session.facts).toMatchObject({ phase: 'connecting', offlineDue: true });
    expect(session.at(500).look('online').facts).toMatchObject({ phase: 'online', offlineDue: true });
  });
});

test('a wish to be online that comes while our disconnect is carried out is not undone by it', () => {
  const session = onlineSession().at(10_000).wish('offline', 'Oscar');
  session.observe({ kind: 'disconnect-sent', unsure: false }).wish('online', 'Rani');
  session
    .at(10_200)
    .look('down', { events: '' })
    .at(11_400)
    .look('down', { events: '', qrSays: 'no session' });
  expect(session.facts).toMatchObject({
    phase: 'offline',
    desired: 'online',
    desiredBy: 'Rani',
    cause: null,
  });
});

test('a wish to be online leaves what heals, and what is banned, as it is', () => {
  const healing = onlineSession().at(10_000).look('healing').wish('online');
  expect(healing.facts).toMatchObject({ phase: 'reconnecting', cause: { code: 'network' } });
});

test('a logout forgets the phone, its code and every debt', () => {
  const session = onlineSession().at(10_000).observe({ kind: 'logged-out', by: 'Rani' });
  expect(session.facts).toMatchObject({
    phase: 'offline',
    connected: false,
    loggedIn: false,
    jid: null,
    lastJid: '628:1@s.whatsapp.net',
    paired: 'no',
    desired: 'offline',
    cause: { code: 'by_admin', by: 'Rani' },
  });
  expect(session.since(session.facts.quietUntil)).toBe(11_500);
});

test('a logout is off in the moment of its cause, a stopped pairing only later: the dashboard tells them apart by it', () => {
  const { facts } = onlineSession().at(10_000).observe({ kind: 'logged-out', by: 'Rani' }).look('down');
  expect(facts.cause?.since).toBe(facts.phaseSince);
  const stopped = pairingSession().at(3_000).wish('offline').lookUntil(170_000, 500, 'down');
  expect(stopped.facts).toMatchObject({ phase: 'offline', cause: { code: 'by_admin', by: 'Rani' } });
  expect(stopped.facts.cause!.since).toBeLessThan(stopped.facts.phaseSince);
});

test('events that are owed are given once, and no longer owed when it is down', () => {
  const session = testSession('yes').connect(true);
  expect(session.facts.eventsOwed).toBe(true);
  session.at(500).look('online', { events: '' });
  expect(session.facts.eventsOwed).toBe(true);
  expect(session.observe({ kind: 'events-given' }).facts.eventsOwed).toBe(false);
  const down = testSession('yes').connect(true).lookUntil(25_000, 500, 'down');
  expect(down.facts.eventsOwed).toBe(false);
});

test('a pairing code without a pairing is not kept', () => {
  const session = onlineSession();
  const before = session.facts;
  session.observe({ kind: 'pairing-code', code: 'AAAA-BBBB', phone: '628' });
  expect(session.facts).toBe(before);
});

test('whatever changes nothing gives back the same object', () => {
  const idle: Observation[] = [{ kind: 'deadline' }, { kind: 'events-given' }];
  for (const make of [testSession, onlineSession, pairingSession]) {
    const session = make();
    for (const observation of idle) {
      const before = session.facts;
      expect(session.observe(observation).facts).toBe(before);
    }
  }
  const online = onlineSession();
  const before = online.facts;
  expect(online.at(20_000).look('online').facts).toBe(before);
  const pairing = pairingSession();
  const paired = pairing.facts;
  expect(pairing.at(20_000).look('halfway', { qr: 'A' }).facts).toBe(paired);
  expect(testSession().wish('offline').facts).not.toBe(before);
});

test('the fold changes nothing in the facts it was given', () => {
  const session = pairingSession();
  const { facts } = session;
  const copy = structuredClone(facts);
  fold(facts, { kind: 'wish', desired: 'offline', by: 'Rani', why: 'by_admin' }, start + 10_000);
  expect(isDeepStrictEqual(facts, copy)).toBe(true);
});
