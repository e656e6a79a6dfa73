import { expect, test } from 'vitest';
import type { Connection, Doubt } from '../live/port.ts';
import { iso, noon, speech } from '../testing/session.ts';
import { clockTime } from '../time/words.ts';
import { truthOf } from './truth.ts';
import { dashboardWords, serviceWords } from './truths.tsx';

const live: Connection = { is: 'live', since: noon };
const up = { status: 'reachable' as const, since: iso(noon), observedAt: iso(noon) };
const down = { ...up, status: 'unreachable' as const };
const doubt = (over: Partial<Doubt> = {}): Doubt => ({ since: noon, noticedAt: noon, reason: null, ...over });
const at = (seconds: number) => noon + seconds * 1_000;
const time = clockTime(noon);

test('a moment without the gateway is not worth a word; then everything is old, and the service not known', () => {
  const lost: Connection = { is: 'reconnecting', since: noon, nextAttemptAt: at(9) };
  expect(truthOf(lost, up, doubt(), at(4))).toMatchObject({
    lostSince: null,
    old: false,
    service: 'reachable',
  });
  const truth = truthOf(lost, up, doubt(), at(6));
  expect(truth).toMatchObject({ lostSince: noon, toldSince: noon, old: true, service: 'not-known' });
  expect(serviceWords(truth, speech())).toBe(`Not known since ${time}`);
  expect(dashboardWords(truth, 3, speech())).toEqual({ words: 'Reconnecting in 3 s', good: false });
  expect(dashboardWords(truth, 0, speech()).words).toBe('Connecting');
  const offline: Connection = { is: 'offline', since: noon, nextAttemptAt: null };
  const long = truthOf(offline, down, doubt(), at(40));
  expect(dashboardWords(long, 0, speech()).words).toBe(`Offline since ${time}`);
  expect(serviceWords(long, speech())).toBe(`Not known since ${time}`);
});

test('after a sleep all is old at once, and said so in a banner only if no answer comes', () => {
  const slept = doubt({ noticedAt: at(3_600) });
  const waking = truthOf(live, up, slept, at(3_600));
  expect(waking).toMatchObject({ lostSince: noon, toldSince: null, old: true, service: 'not-known' });
  expect(dashboardWords(waking, 0, speech())).toEqual({ words: 'Reading anew', good: false });
  expect(truthOf(live, up, slept, at(3_606)).toldSince).toBe(noon);
  expect(truthOf(live, up, null, at(3_606))).toMatchObject({ lostSince: null, old: false });
});

test('a gateway that is heard but cannot read is neither live nor lost', () => {
  const truth = truthOf(live, up, doubt({ reason: 'internal' }), at(6));
  expect(truth).toMatchObject({ unread: true, old: true });
  expect(dashboardWords(truth, 0, speech()).words).toBe(`Not read since ${time}`);
});

test('the service is what it was said to be, and nothing before anybody said it', () => {
  const start = truthOf({ is: 'connecting' }, null, null, noon);
  expect(start).toMatchObject({ service: 'not-known', old: false });
  expect(serviceWords(start, speech())).toBe('Not known yet');
  expect(serviceWords(truthOf(live, up, null, noon), speech())).toBe('Reachable');
  const away = truthOf(live, down, null, noon);
  expect(away).toMatchObject({ unreachableSince: noon, old: true });
  expect(serviceWords(away, speech())).toBe('Unreachable');
});
