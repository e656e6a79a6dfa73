/** For tests of the fold: a session that observations happen to, at times that the test says. */
import type { Facts } from '../../db/session-row.ts';
import { firstFacts } from './facts.ts';
import { fold, nextDeadline } from './fold.ts';
import type { Look, Observation } from './observation.ts';

/** Times of these tests count from here. */
export const start = Date.UTC(2026, 0, 1);

export const image = (name: string) => `data:image/png;base64,${name}`;

export type Seen = Partial<Omit<Look, 'kind' | 'qrImage'>> & { qr?: string };

/** What the service says in its usual states. */
export const states = {
  online: { connected: true, loggedIn: true, jid: '628:1@s.whatsapp.net', events: 'Message' },
  healing: { connected: false, loggedIn: true, jid: '628:1@s.whatsapp.net', events: 'Message' },
  halfway: { connected: true, loggedIn: false, events: 'Message' },
  down: { connected: false, loggedIn: false, events: 'Message' },
} as const;

export interface TestSession {
  readonly facts: Facts;
  /** Moves the clock to this many milliseconds after the start. */
  at(ms: number): TestSession;
  /** The service is asked and says this. */
  look(state: keyof typeof states, seen?: Seen): TestSession;
  /** The same look every so often until a time, deadlines between them. */
  lookUntil(ms: number, everyMs: number, state: keyof typeof states, seen?: Seen): TestSession;
  observe(observation: Observation): TestSession;
  wish(desired: 'online' | 'offline', by?: string | null, why?: 'by_admin' | 'idle'): TestSession;
  connect(quietly?: boolean): TestSession;
  /** Times of the facts count from the start too. */
  since(time: number | null | undefined): number | null;
}

/** A session that is known to be down, with a phone or without. */
export function testSession(paired: Facts['paired'] = 'no'): TestSession {
  let facts: Facts = { ...firstFacts(start, ''), paired };
  let now = start;
  let previousAt: number | null = start;

  const observe = (observation: Observation) => {
    facts = fold(facts, observation, now);
    return session;
  };

  const session: TestSession = {
    get facts() {
      return facts;
    },
    at(ms) {
      now = start + ms;
      for (let due = nextDeadline(facts); due !== null && due <= now; due = nextDeadline(facts)) {
        facts = fold(facts, { kind: 'deadline' }, due);
      }
      return session;
    },
    look(state, { qr, ...seen } = {}) {
      const base = { jid: '', ...states[state] };
      observe({
        kind: 'look',
        askedAt: now,
        by: 'sweep',
        previousAt,
        qrImage: qr === undefined ? '' : image(qr),
        ...base,
        ...seen,
      });
      previousAt = now;
      return session;
    },
    lookUntil(ms, everyMs, state, seen) {
      for (let at = now - start; at <= ms; at += everyMs) session.at(at).look(state, seen);
      return session;
    },
    observe,
    wish: (desired, by = 'Rani', why = 'by_admin') => observe({ kind: 'wish', desired, by, why }),
    connect: (quietly = false) =>
      session.wish('online').observe({ kind: 'connect-sent', sentAt: now, quietly }),
    since: (time) => (time === null || time === undefined ? null : time - start),
  };
  return session;
}

/** A session online since the start, wanted so. */
export const onlineSession = () => testSession('yes').connect().at(500).look('online');

/** A session whose first code is on the screen: connected at 0, seen with code "A" at 500 ms. */
export const pairingSession = () => testSession().connect().at(500).look('halfway', { qr: 'A' });
