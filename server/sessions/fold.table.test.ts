/**
 * Every phase × every kind of observation. The type demands each pair: a new phase or a new kind does not compile
 * until somebody has thought of what becomes of it.
 */
import { describe, expect, test } from 'vitest';
import type { Phase } from '../../contract/words.ts';
import {
  image,
  onlineSession,
  pairingSession,
  start,
  testSession,
  type TestSession,
} from './fold-testing.ts';
import type { Look, Observation } from './observation.ts';

/** A look's four truths count as kinds of their own. */
type Kind = Exclude<Observation['kind'], 'look'> | `look: ${'online' | 'code' | 'healing' | 'down'}`;

const nowMs = 100_000;
const now = start + nowMs;

const look = (connected: boolean, loggedIn: boolean, qr = ''): Look => ({
  kind: 'look',
  askedAt: now,
  by: 'status',
  previousAt: now - 1_000,
  connected,
  loggedIn,
  jid: loggedIn ? '628:1@s.whatsapp.net' : '',
  qrImage: qr && image(qr),
  events: 'Message',
});

const observations: Record<Kind, Observation> = {
  'look: online': look(true, true),
  'look: code': look(true, false, 'D'),
  'look: healing': look(false, true),
  'look: down': look(false, false),
  lost: { kind: 'lost', askedAt: now },
  wish: { kind: 'wish', desired: 'offline', by: 'Rani', why: 'by_admin' },
  'connect-sent': { kind: 'connect-sent', sentAt: now, quietly: false },
  'events-given': { kind: 'events-given' },
  'disconnect-sent': { kind: 'disconnect-sent', unsure: false },
  'logged-out': { kind: 'logged-out', by: 'Rani' },
  'pairing-code': { kind: 'pairing-code', code: 'ABCD-EFGH', phone: '628111' },
  'pushed-code': { kind: 'pushed-code', image: image('D'), arrivedAt: now, previousAt: now - 1_000 },
  'recovery-failed': { kind: 'recovery-failed', counts: true },
  deadline: { kind: 'deadline' },
};

/** A session in each phase, as it usually gets there; the clock stands 100 s after the start. */
const sessions: Record<Phase, () => TestSession> = {
  offline: () => testSession('yes').at(nowMs),
  connecting: () =>
    testSession()
      .at(nowMs - 300)
      .connect()
      .at(nowMs),
  pairing: () => threeCodes().at(nowMs),
  stopping: () => threeCodes().wish('offline').at(nowMs),
  online: () => onlineSession().at(nowMs),
  reconnecting: () =>
    onlineSession()
      .at(nowMs - 2_000)
      .look('healing')
      .at(nowMs),
  'logged-out': () =>
    onlineSession().at(10_000).lookUntil(20_000, 500, 'down', { qrSays: 'no session' }).at(nowMs),
  'needs-attention': () =>
    onlineSession().at(10_000).lookUntil(20_000, 500, 'down', { qrSays: 'not connected' }).at(nowMs),
};

/** Code C is live from 80 s to 100 s; D is due. */
function threeCodes(): TestSession {
  const session = pairingSession().at(1_000).lookUntil(60_000, 1_000, 'halfway', { qr: 'A' });
  session.at(60_500).lookUntil(80_000, 1_000, 'halfway', { qr: 'B' });
  return session.at(80_500).lookUntil(99_900, 1_000, 'halfway', { qr: 'C' });
}

const table: Record<Phase, Record<Kind, Phase>> = {
  offline: {
    'look: online': 'online',
    // A code of a paired session is withheld (T8).
    'look: code': 'connecting',
    'look: healing': 'reconnecting',
    'look: down': 'offline',
    lost: 'needs-attention',
    wish: 'offline',
    'connect-sent': 'connecting',
    'events-given': 'offline',
    'disconnect-sent': 'offline',
    'logged-out': 'offline',
    'pairing-code': 'offline',
    'pushed-code': 'offline',
    'recovery-failed': 'offline',
    deadline: 'offline',
  },
  connecting: {
    'look: online': 'online',
    'look: code': 'pairing',
    // What the client before it left behind; the connect's own time goes on.
    'look: healing': 'connecting',
    'look: down': 'connecting',
    lost: 'needs-attention',
    wish: 'stopping',
    'connect-sent': 'connecting',
    'events-given': 'connecting',
    'disconnect-sent': 'connecting',
    'logged-out': 'offline',
    'pairing-code': 'connecting',
    'pushed-code': 'connecting',
    'recovery-failed': 'connecting',
    deadline: 'connecting',
  },
  pairing: {
    'look: online': 'online',
    'look: code': 'pairing',
    'look: healing': 'reconnecting',
    // Down for the first time: it may be on its way from scan to login (T10).
    'look: down': 'pairing',
    lost: 'needs-attention',
    wish: 'stopping',
    'connect-sent': 'pairing',
    'events-given': 'pairing',
    'disconnect-sent': 'pairing',
    'logged-out': 'offline',
    'pairing-code': 'pairing',
    'pushed-code': 'pairing',
    'recovery-failed': 'pairing',
    deadline: 'pairing',
  },
  stopping: {
    'look: online': 'online',
    'look: code': 'stopping',
    'look: healing': 'reconnecting',
    'look: down': 'stopping',
    lost: 'needs-attention',
    wish: 'stopping',
    'connect-sent': 'stopping',
    'events-given': 'stopping',
    'disconnect-sent': 'stopping',
    'logged-out': 'offline',
    'pairing-code': 'stopping',
    'pushed-code': 'stopping',
    'recovery-failed': 'stopping',
    deadline: 'stopping',
  },
  online: {
    'look: online': 'online',
    // A stream error turns loggedIn off first (T2); a code beside it is what is left in the cache (T1).
    'look: code': 'reconnecting',
    'look: healing': 'reconnecting',
    'look: down': 'reconnecting',
    lost: 'needs-attention',
    wish: 'online',
    'connect-sent': 'online',
    'events-given': 'online',
    'disconnect-sent': 'online',
    'logged-out': 'offline',
    'pairing-code': 'online',
    'pushed-code': 'online',
    'recovery-failed': 'online',
    deadline: 'online',
  },
  reconnecting: {
    'look: online': 'online',
    // It fell seconds ago: a code then is of a client that was left behind (K3).
    'look: code': 'reconnecting',
    'look: healing': 'reconnecting',
    'look: down': 'reconnecting',
    lost: 'needs-attention',
    wish: 'reconnecting',
    'connect-sent': 'connecting',
    'events-given': 'reconnecting',
    'disconnect-sent': 'reconnecting',
    'logged-out': 'offline',
    'pairing-code': 'reconnecting',
    'pushed-code': 'reconnecting',
    'recovery-failed': 'reconnecting',
    deadline: 'reconnecting',
  },
  'logged-out': {
    'look: online': 'online',
    'look: code': 'pairing',
    'look: healing': 'reconnecting',
    'look: down': 'logged-out',
    lost: 'needs-attention',
    wish: 'offline',
    'connect-sent': 'connecting',
    'events-given': 'logged-out',
    'disconnect-sent': 'logged-out',
    'logged-out': 'offline',
    'pairing-code': 'logged-out',
    'pushed-code': 'logged-out',
    'recovery-failed': 'logged-out',
    deadline: 'logged-out',
  },
  'needs-attention': {
    'look: online': 'online',
    'look: code': 'connecting',
    'look: healing': 'reconnecting',
    'look: down': 'needs-attention',
    lost: 'needs-attention',
    wish: 'offline',
    'connect-sent': 'connecting',
    'events-given': 'needs-attention',
    'disconnect-sent': 'needs-attention',
    'logged-out': 'offline',
    'pairing-code': 'needs-attention',
    'pushed-code': 'needs-attention',
    'recovery-failed': 'needs-attention',
    deadline: 'needs-attention',
  },
};

const phases = Object.keys(table) as Phase[];

describe.each(phases)('a session that is %s', (phase) => {
  test('is so at first', () => expect(sessions[phase]().facts.phase).toBe(phase));

  test.each(Object.entries(table[phase]) as [Kind, Phase][])('after %s is %s', (kind, expected) => {
    const { facts } = sessions[phase]().observe(observations[kind]);
    expect(facts.phase).toBe(expected);
    if (facts.loggedIn) expect(facts.qr).toBeNull();
  });
});
