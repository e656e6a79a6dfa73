/** Any life of a session at all: looks, pushes, wishes, actions, time. What must hold after each step. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts, SessionRow } from '../../db/session-row.ts';
import { sessionRow } from '../realtime/testing.ts';
import { codeHash } from './codes.ts';
import { firstFacts } from './facts.ts';
import { image, start } from './fold-testing.ts';
import { fold, nextDeadline } from './fold.ts';
import type { Heard } from './hearsay.ts';
import type { Look, Observation } from './observation.ts';
import { presentState } from './present.ts';

const runs = Number(process.env.FOLD_RUNS ?? 400);

type Step = { afterMs: number; make: (now: number, lastLookAt: number | null) => Observation };

const time = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 3_000, max: 70_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 70_000, max: 900_000 }) },
);
const codeName = fc.constantFrom('', 'A', 'B', 'C', 'D', 'E', 'F');
const heardTypes: Heard['type'][] = [
  'LoggedOut',
  'TemporaryBan',
  'ClientOutdated',
  'ConnectFailure',
  'PairError',
  'QRTimeout',
  'Disconnected',
  'Connected',
];
const heard = fc.array(
  fc.record({
    type: fc.constantFrom(...heardTypes),
    agoMs: fc.nat(4_000),
    expireMs: fc.constantFrom(null, 60_000),
  }),
  { maxLength: 2 },
);
const looks = fc
  .record({
    connected: fc.boolean(),
    loggedIn: fc.boolean(),
    code: codeName,
    events: fc.constantFrom('', 'Message'),
    qrSays: fc.constantFrom(undefined, 'no session', 'not connected'),
    serviceWasAway: fc.boolean(),
    heard,
    lateMs: fc.constantFrom(0, 0, 0, 40, 900),
  })
  .map(({ code, lateMs, heard, ...seen }): Step['make'] => (now, previousAt) => ({
    ...seen,
    kind: 'look',
    by: 'sweep',
    askedAt: Math.max(now - lateMs, previousAt ?? 0),
    previousAt,
    jid: seen.loggedIn ? '628:1@s.whatsapp.net' : '',
    qrImage: code && image(code),
    heard: heard.map(({ type, agoMs, expireMs }) => ({ type, at: now - agoMs, expireMs })),
  }));
const others = fc.oneof(
  codeName.map((code): Step['make'] => (now, previousAt) => ({
    kind: 'pushed-code',
    image: image(code),
    arrivedAt: now,
    previousAt,
  })),
  fc
    .record({ desired: fc.constantFrom('online' as const, 'offline' as const), idle: fc.boolean() })
    .map(({ desired, idle }): Step['make'] => () => ({
      kind: 'wish',
      desired,
      by: 'Rani',
      why: idle ? 'idle' : 'by_admin',
    })),
  fc
    .record({ quietly: fc.boolean(), unsure: fc.boolean() })
    .map((how): Step['make'] => (now) => ({ kind: 'connect-sent', sentAt: now, ...how })),
  fc.boolean().map((unsure): Step['make'] => () => ({ kind: 'disconnect-sent', unsure })),
  fc.boolean().map((counts): Step['make'] => () => ({ kind: 'recovery-failed', counts })),
  fc.constantFrom<Step['make']>(
    (now) => ({ kind: 'lost', askedAt: now }),
    () => ({ kind: 'events-given' }),
    () => ({ kind: 'logged-out', by: 'Rani' }),
    () => ({ kind: 'pairing-code', code: 'ABCD-EFGH', phone: '628111' }),
    () => ({ kind: 'deadline' }),
  ),
);
const step: fc.Arbitrary<Step> = fc.record({
  afterMs: time,
  make: fc.oneof({ weight: 3, arbitrary: looks }, { weight: 2, arbitrary: others }),
});
const life = fc.array(step, { minLength: 1, maxLength: 40 });
const born = fc.constantFrom<Facts['paired']>('yes', 'no', 'perhaps');

interface Moment {
  before: Facts;
  after: Facts;
  observation: Observation;
  now: number;
}

/** Lives it: deadlines are observed when they are due, as the watcher does. */
function* live(paired: Facts['paired'], steps: Step[]): Generator<Moment> {
  let facts: Facts = { ...firstFacts(start, ''), paired };
  let now = start;
  let lastLookAt: number | null = null;
  for (const { afterMs, make } of steps) {
    now += afterMs;
    for (let due = nextDeadline(facts); due !== null && due <= now; due = nextDeadline(facts)) {
      facts = fold(facts, { kind: 'deadline' }, due);
    }
    const observation = make(now, lastLookAt);
    const after = fold(facts, observation, now);
    yield { before: facts, after, observation, now };
    if (observation.kind === 'look') lastLookAt = observation.askedAt;
    facts = after;
  }
}

const always = (holds: (moment: Moment) => void) =>
  fc.assert(
    fc.property(born, life, (paired, steps) => {
      for (const moment of live(paired, steps)) holds(moment);
    }),
    { numRuns: runs },
  );

const shown = (facts: Facts, now: number) =>
  presentState(
    { ...(sessionRow() satisfies SessionRow), ...facts },
    { observedAt: now, source: 'sweep', upstream: 'reachable', idleStopsAt: null },
    now,
    true,
  );

test('no code is on a screen of a session that is logged in, withheld, withdrawn, or not pairing', () => {
  always(({ after, now }) => {
    const { qr, pairingCode, phase } = shown(after, now);
    if (qr === null && pairingCode === null) return;
    expect(phase).toBe('pairing');
    expect(after.loggedIn).toBe(false);
    expect(after.pairing).toMatchObject({ withheld: false, withdrawn: null });
  });
});

test('no code is on a screen past its end, committed or not', () => {
  always(({ after, now }) => {
    const end = after.qr?.expiresAt ?? now;
    expect(shown(after, end).qr).toBeNull();
    const { qr } = shown(after, now);
    if (!qr) return;
    expect(Date.parse(qr.expiresAt)).toBeGreaterThan(now);
    expect(Date.parse(qr.expiresAt) - Date.parse(qr.issuedAt)).toBeLessThanOrEqual(160_000);
  });
});

test('the last look decides connected and loggedIn; no push does', () => {
  always(({ before, after, observation }) => {
    if (observation.kind === 'look') {
      expect(after).toMatchObject({ connected: observation.connected, loggedIn: observation.loggedIn });
    } else if (observation.kind !== 'lost' && observation.kind !== 'logged-out') {
      // Nothing else is an answer of the service; that it is unreachable is no observation at all.
      expect([after.connected, after.loggedIn]).toEqual([before.connected, before.loggedIn]);
    }
  });
});

test('what was heard changes no truth: with it and without it a look says the same of up and down', () => {
  always(({ before, observation, now }) => {
    if (observation.kind !== 'look') return;
    const deaf: Look = { ...observation, heard: [] };
    const [told, untold] = [fold(before, observation, now), fold(before, deaf, now)];
    const truths = ({ connected, loggedIn, qr, jid }: Facts) => ({ connected, loggedIn, qr: qr?.image, jid });
    if (observation.connected || observation.loggedIn) expect(truths(told)).toEqual(truths(untold));
    expect([told.connected, told.loggedIn]).toEqual([untold.connected, untold.loggedIn]);
  });
});

test('a pushed code is shown only in a pairing, as the next of its series, and never twice', () => {
  always(({ before, after, observation }) => {
    if (observation.kind !== 'pushed-code' || after === before) return;
    expect(before.phase).toBe('pairing');
    expect(before.scannedAt).toBeNull();
    expect(before.pairing!.codes).not.toContain(codeHash(observation.image));
    expect(after.pairing!.codes).toHaveLength(before.pairing!.codes.length + 1);
  });
});

test('a recovery is planned only for what should be online and may have a phone, and is bounded', () => {
  always(({ before, after }) => {
    const next = after.recovery?.nextAttemptAt ?? null;
    if (after.recovery) expect(after.recovery.attempt).toBeLessThanOrEqual(4);
    if (next === null || before.recovery?.nextAttemptAt === next) return;
    expect(after.desired).toBe('online');
    expect(after.paired).not.toBe('no');
  });
});

test('a wish to be offline ends every plan, and online ends every debt of an offline', () => {
  always(({ after }) => {
    if (after.desired === 'offline') expect(after.recovery?.nextAttemptAt ?? null).toBeNull();
    if (after.desired === 'online') expect(after.offlineDue).toBe(false);
  });
});

test('what is told twice changes nothing the second time: pushes, wishes, what was sent, deadlines', () => {
  always(({ after, observation, now }) => {
    if (observation.kind === 'recovery-failed' || observation.kind === 'look') return;
    expect(fold(after, observation, now)).toBe(after);
  });
});

test('online is online: whatever happened before, a look that sees it clears every trouble', () => {
  always(({ after, observation }) => {
    if (observation.kind !== 'look' || !observation.connected || !observation.loggedIn) return;
    expect(after).toMatchObject({
      phase: 'online',
      cause: null,
      qr: null,
      pairingCode: null,
      recovery: null,
      fallenSince: null,
    });
  });
});

test('the same object comes back exactly where nothing changed', () => {
  always(({ before, after }) => {
    if (after === before) return;
    expect({ ...after }).not.toEqual({ ...before });
  });
});
