import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import { codeImage } from '../../simulator/code-image.ts';
import type { Told } from '../../simulator/journal.ts';
import { createJudge } from './judge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A judge of one session that shows a code and is up, and what is so at the service, to be changed. */
function court() {
  const so = { connected: true, qr: 'first' as string | null, told: null as Told | null, away: false };
  const control = {
    truthOf: () => ({
      service: { connected: so.connected, loggedIn: false },
      qr: so.qr === null ? null : { text: so.qr },
    }),
    lastAnswer: () => so.told,
  };
  const judge = createJudge(control as never, ['a'], {
    awaySince: () => (so.away ? Date.now() : null),
    databaseAway: () => false,
    hidden: () => false,
    lateMs: () => 0,
  });
  let version = 0;
  const show = (change: object = {}) =>
    judge.shown({
      id: 'a',
      generation: 1,
      version: ++version,
      connected: true,
      loggedIn: false,
      qr: { image: codeImage('first'), expiresAt: new Date(Date.now() + 60_000).toISOString() },
      freshness: { observedAt: new Date().toISOString() },
      ...change,
    } as unknown as SessionState);
  show();
  const pass = (ms: number) => vi.advanceTimersByTime(ms);
  const answer = (askedMsAgo: number) =>
    (so.told = { askedAt: performance.now() - askedMsAgo, answeredAt: performance.now() });
  pass(100);
  return { judge, so, show, pass, answer };
}

test('a dead code that stays on a screen counts a moment after a look that was asked after its death', () => {
  const { judge, so, show, pass, answer } = court();
  so.qr = 'second';
  pass(100);
  answer(50);
  pass(200);
  expect(judge.verdicts.wrongMs.codeDeadThoughTold).toBe(0);
  pass(200);
  expect(judge.verdicts.wrongMs.codeDeadThoughTold).toBeGreaterThan(0);
  show({ qr: null });
  const before = judge.verdicts.wrongMs.codeDeadThoughTold;
  pass(1_000);
  expect(judge.verdicts.wrongMs.codeDeadThoughTold).toBe(before);
});

test('a look that was asked before the death tells nothing, nor does one that a newer state overtook', () => {
  const { judge, so, show, pass, answer } = court();
  so.qr = 'second';
  pass(100);
  answer(150);
  pass(500);
  answer(50);
  show();
  pass(500);
  expect(judge.verdicts.wrongMs).toMatchObject({ codeDeadThoughTold: 0 });
  expect(judge.verdicts.wrongMs.codeNotValid).toBeGreaterThan(1_000);
});

test('"disconnected" is false of a session that was up since the service was asked, and only of such', () => {
  const { judge, so, show, pass } = court();
  so.away = true;
  so.connected = false;
  pass(40);
  so.connected = true;
  show({ connected: false });
  expect(judge.verdicts.falseDisconnected).toBe(0);
  show();
  pass(500);
  show({ connected: false });
  expect(judge.verdicts.falseDisconnected).toBe(1);
});
