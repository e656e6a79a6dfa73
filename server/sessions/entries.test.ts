import { expect, test } from 'vitest';
import type { SessionRow } from '../../db/session-row.ts';
import { entriesOf } from './entries.ts';
import { onlineSession, pairingSession, start, testSession, type TestSession } from './fold-testing.ts';

/** What a step writes into the timeline. */
function told(session: TestSession, step: (session: TestSession) => TestSession) {
  const before = { ...session.facts, id: 'a' } as SessionRow;
  const after = { ...step(session).facts, id: 'a' } as SessionRow;
  return entriesOf(before, after, start, 'Rani').map(({ type, data }) => ({ type, ...data }));
}

test('each code, with its number', () => {
  const steps = told(testSession().connect(), (one) => one.at(500).look('halfway', { qr: 'A' }));
  expect(steps).toEqual([
    { type: 'connected' },
    { type: 'qr', attempt: 1, of: 6, phase: 'pairing', from: 'connecting' },
  ]);
  const next = told(pairingSession(), (one) => one.at(60_500).look('halfway', { qr: 'B' }));
  expect(next).toEqual([{ type: 'qr', attempt: 2, of: 6 }]);
});

test('a code that nobody is shown, because the wish was withdrawn, is not told as shown', () => {
  const withdrawn = pairingSession().wish('offline');
  expect(told(withdrawn, (one) => one.at(60_500).look('halfway', { qr: 'B' }))).toEqual([]);
});

test('a login, a fall and its cause', () => {
  const login = told(pairingSession(), (one) => one.at(5_000).look('online'));
  expect(login).toEqual([
    { type: 'logged_in', jid: '628:1@s.whatsapp.net', phase: 'online', from: 'pairing' },
  ]);
  const drop = told(onlineSession(), (one) => one.at(5_000).look('healing'));
  expect(drop).toEqual([{ type: 'disconnected', cause: 'network', phase: 'reconnecting', from: 'online' }]);
  const gone = told(onlineSession().at(5_000).look('down'), (one) =>
    one.at(6_000).look('down', { qrSays: 'no session' }),
  );
  expect(gone).toEqual([
    { type: 'logged_out', cause: 'unlinked_on_phone', phase: 'logged-out', from: 'reconnecting' },
  ]);
});

test('every change of the phase is told in some entry: the uptime is read from them', () => {
  const steps: [TestSession, (session: TestSession) => TestSession][] = [
    [testSession('yes'), (one) => one.connect()],
    [pairingSession(), (one) => one.wish('offline')],
    [pairingSession().wish('offline'), (one) => one.wish('online')],
    [pairingSession(), (one) => one.at(5_000).look('halfway')],
    [onlineSession(), (one) => one.look('halfway')],
    [onlineSession().look('healing'), (one) => one.look('online')],
  ];
  for (const [session, step] of steps) {
    const from = session.facts.phase;
    const entries = told(session, step);
    const phases = entries.filter((entry) => 'phase' in entry);
    expect(phases).toHaveLength(1);
    expect(phases[0]).toMatchObject({ from, phase: session.facts.phase });
  }
});

test('nothing is told when only ages changed', () => {
  expect(told(pairingSession(), (one) => one.at(60_000))).toEqual([]);
});
