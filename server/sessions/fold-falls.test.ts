import { describe, expect, test } from 'vitest';
import type { Facts } from '../../db/session-row.ts';
import { start, onlineSession, testSession, type TestSession } from './fold-testing.ts';

const outcome = ({ facts }: TestSession) => ({
  phase: facts.phase,
  cause: facts.cause?.code ?? null,
  desired: facts.desired,
  paired: facts.paired,
});

/** An online session that is false/false from 10 s on; looked at every half second. */
const falls = (seen: { events?: string; qrSays?: string }, forMs: number, session = onlineSession()) =>
  session.at(10_000).lookUntil(10_000 + forMs, 500, 'down', seen);

describe('an online session that falls to false/false', () => {
  const rows: {
    why: string;
    seen: { events?: string; qrSays?: string };
    afterMs: number;
    is: { phase: Facts['phase']; cause: string | null; desired: Facts['desired']; paired: Facts['paired'] };
  }[] = [
    {
      why: 'may be back in a moment',
      seen: { qrSays: 'not connected' },
      afterMs: 500,
      is: { phase: 'reconnecting', cause: null, desired: 'online', paired: 'yes' },
    },
    {
      why: 'was unlinked on the phone: its events are kept, its client is gone',
      seen: { qrSays: 'no session' },
      afterMs: 1_000,
      is: { phase: 'logged-out', cause: 'unlinked_on_phone', desired: 'online', paired: 'perhaps' },
    },
    {
      why: 'was replaced: its client is there, and its events are kept',
      seen: { qrSays: 'not connected' },
      afterMs: 2_000,
      is: { phase: 'needs-attention', cause: 'replaced', desired: 'online', paired: 'yes' },
    },
    {
      why: 'was disconnected by another tool: its events are emptied',
      seen: { events: '', qrSays: 'no session' },
      afterMs: 1_000,
      is: { phase: 'offline', cause: 'by_admin', desired: 'offline', paired: 'yes' },
    },
    {
      why: 'fell for a reason that nothing tells',
      seen: { events: '', qrSays: 'not connected' },
      afterMs: 8_000,
      is: { phase: 'needs-attention', cause: 'unknown', desired: 'online', paired: 'yes' },
    },
  ];
  test.each(rows)('$why', ({ seen, afterMs, is }) => {
    expect(outcome(falls(seen, afterMs - 500))).toMatchObject({ phase: 'reconnecting' });
    expect(outcome(falls(seen, afterMs))).toEqual(is);
  });

  test('is online again as if nothing had been, when it comes back before that', () => {
    const session = falls({ qrSays: 'not connected' }, 1_500).at(12_000).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', cause: null, fallenSince: null });
  });

  test('stays unlinked, with a moment of quiet before the next connect', () => {
    const session = falls({ qrSays: 'no session' }, 1_000);
    expect(session.since(session.facts.quietUntil)).toBe(11_500);
    expect(session.facts).toMatchObject({ jid: null, lastJid: '628:1@s.whatsapp.net' });
    expect(outcome(session.at(60_000).look('down'))).toMatchObject({ phase: 'logged-out' });
  });

  test('after it was connected without events is not taken for a disconnect by another tool', () => {
    const session = testSession('yes').connect(true).at(500).look('halfway', { events: '' });
    session.at(1_000).lookUntil(9_000, 500, 'down', { events: '', qrSays: 'no session' });
    expect(outcome(session)).toMatchObject({ phase: 'reconnecting', cause: 'unknown', desired: 'online' });
    // It may be online at WhatsApp, and forgotten here: one more connect repairs that, or nothing does.
    expect(session.facts.recovery).toEqual({ attempt: 0, nextAttemptAt: start + 9_000, most: 1 });
    session.observe({ kind: 'recovery-failed', counts: true });
    expect(outcome(session)).toMatchObject({ phase: 'needs-attention', cause: 'unknown' });
  });

  test('and never had a phone was not unlinked', () => {
    const session = testSession().connect().at(500).look('halfway').at(1_000);
    session.lookUntil(9_000, 500, 'down', { qrSays: 'no session' });
    expect(outcome(session)).toEqual({ phase: 'offline', cause: 'unknown', desired: 'online', paired: 'no' });
  });
});

describe('a stream error', () => {
  test('turns loggedIn off for a moment first: no code, no pairing (T2)', () => {
    const session = onlineSession().at(10_000).look('halfway');
    expect(session.facts).toMatchObject({ phase: 'reconnecting', pairing: null, connected: true });
    session.at(10_500).look('online');
    expect(session.facts).toMatchObject({ phase: 'online', fallenSince: null });
  });

  test('with the code of a client that was left behind in the cache shows no code either', () => {
    const session = onlineSession().at(10_000).look('halfway', { qr: 'X' });
    expect(session.facts).toMatchObject({ phase: 'reconnecting', qr: null });
    session.at(10_500).look('halfway', { qr: 'X' });
    expect(session.facts).toMatchObject({ phase: 'reconnecting', pairing: null });
    expect(session.at(11_000).look('online').facts.phase).toBe('online');
  });
});

describe('false/true', () => {
  test('heals by itself: nothing to do for ten minutes', () => {
    const session = onlineSession().at(10_000).lookUntil(600_000, 30_000, 'healing');
    expect(outcome(session)).toMatchObject({ phase: 'reconnecting', cause: 'network', desired: 'online' });
    expect(outcome(session.at(601_000).look('online'))).toMatchObject({ phase: 'online', cause: null });
  });

  test('for ever is a refusal (T3): one for a person', () => {
    const session = onlineSession().at(10_000).lookUntil(640_000, 30_000, 'healing');
    expect(outcome(session)).toMatchObject({ phase: 'needs-attention', cause: 'unknown' });
  });

  test('that was told to be a ban stays one', () => {
    const session = onlineSession().at(10_000).look('healing');
    const ban = { code: 'temporary_ban', since: start, until: start + 3_600_000, by: null } as const;
    Object.assign(session.facts, { cause: ban });
    expect(session.at(11_000).look('healing').facts.cause).toEqual(ban);
    expect(session.facts.phase).toBe('needs-attention');
  });

  test('that gives up fell only then', () => {
    const session = onlineSession().at(10_000).look('healing').at(60_000);
    session.look('down', { qrSays: 'not connected' });
    expect(session.facts.phase).toBe('reconnecting');
    expect(session.since(session.facts.fallenSince)).toBe(60_000);
  });

  test('right after a connect is the old client, not the new one', () => {
    const session = onlineSession().at(10_000).lookUntil(640_000, 30_000, 'healing');
    session.connect().at(640_050).look('healing').at(640_500).look('down').at(645_000).look('down');
    expect(session.facts).toMatchObject({ phase: 'connecting', fallenSince: null });
    expect(session.at(645_500).look('online').facts.phase).toBe('online');
  });
});

describe('a service that was away', () => {
  test('brings back what it starts by itself', () => {
    const session = onlineSession().at(10_000).look('down', { serviceWasAway: true });
    expect(session.facts).toMatchObject({ phase: 'reconnecting', paired: 'perhaps' });
    expect(outcome(session.at(11_000).look('online'))).toMatchObject({ phase: 'online', cause: null });
  });

  test('loses the rest, whatever /qr says: the phone may still be linked', () => {
    const session = onlineSession().at(10_000).look('down', { serviceWasAway: true });
    session.at(10_500).lookUntil(18_500, 500, 'down', { qrSays: 'no session' });
    const lost = { phase: 'reconnecting', cause: 'upstream_lost_session', paired: 'perhaps' };
    expect(outcome(session)).toMatchObject(lost);
    expect(outcome(session.at(60_000).look('down'))).toMatchObject(lost);
    expect(session.facts.recovery).toMatchObject({ attempt: 0 });
  });

  test('ends a connect that was under way', () => {
    const session = testSession('yes').connect().at(2_000).look('down', { serviceWasAway: true });
    session.at(2_500).lookUntil(11_000, 500, 'down');
    expect(outcome(session)).toMatchObject({ phase: 'reconnecting', cause: 'upstream_lost_session' });
  });
});

describe('a session that the service does not have any more', () => {
  test('needs a person, until the service has it again', () => {
    const session = onlineSession()
      .at(10_000)
      .observe({ kind: 'lost', askedAt: start + 10_000 });
    expect(session.facts).toMatchObject({ phase: 'needs-attention', connected: false, loggedIn: false });
    const before = session.facts;
    session.at(15_000).observe({ kind: 'lost', askedAt: start + 15_000 });
    expect(session.facts).toBe(before);
    expect(outcome(session.at(20_000).look('online'))).toMatchObject({ phase: 'online', cause: null });
  });

  test('and that nobody wants is simply offline when it is there again', () => {
    const session = testSession().observe({ kind: 'lost', askedAt: start });
    expect(outcome(session.at(5_000).look('down'))).toMatchObject({ phase: 'offline', cause: null });
  });
});

describe('a connect', () => {
  test('that never comes up is given up after its three attempts', () => {
    const session = testSession('yes').connect().lookUntil(24_500, 500, 'down');
    expect(session.facts.phase).toBe('connecting');
    expect(outcome(session.at(25_000).look('down'))).toMatchObject({
      phase: 'needs-attention',
      cause: 'unknown',
    });
  });

  test('that got no answer may still be carried out a minute later', () => {
    const session = testSession('yes').wish('online');
    session.observe({ kind: 'connect-sent', sentAt: start, quietly: false, unsure: true });
    session.lookUntil(59_500, 500, 'down');
    expect(session.facts.phase).toBe('connecting');
    expect(session.at(60_000).look('down').facts.connecting).toBeNull();
  });

  test('that WhatsApp refuses after a moment is for a person', () => {
    const session = testSession('yes').connect().at(500).look('halfway').at(1_000);
    session.lookUntil(9_500, 500, 'down', { qrSays: 'not connected' });
    expect(outcome(session)).toMatchObject({ phase: 'needs-attention', cause: 'unknown' });
  });

  test('of a session that was unlinked while it was off shows that', () => {
    const session = testSession('yes').connect().at(500).look('halfway').at(1_000);
    session.lookUntil(2_000, 500, 'down', { qrSays: 'no session' });
    expect(outcome(session)).toMatchObject({ phase: 'logged-out', cause: 'unlinked_on_phone' });
  });
});

describe('a session that is down and has no phone', () => {
  const jid = '628:9@s.whatsapp.net';

  test('may have one when a number turns up that was never seen: somebody linked it meanwhile', () => {
    const { facts } = testSession('no').at(1_000).look('down', { jid });
    expect(facts).toMatchObject({ phase: 'offline', paired: 'perhaps', jid: null, lastJid: jid });
  });

  test('has none for the number that it had: the service goes on telling it (T1)', () => {
    const unlinked = onlineSession();
    const had = unlinked.facts.jid!;
    const { facts } = unlinked
      .observe({ kind: 'logged-out', by: 'Rani' })
      .at(60_000)
      .look('down', { jid: had });
    expect(facts).toMatchObject({ paired: 'no', lastJid: had });
  });
});
