import { expect, test } from 'vitest';
import { iso, noon, sessionState } from '../testing/session.ts';
import { oldestSeenAt, seenAt } from './seen.ts';

const swept = (observedAt: number | null) => ({
  status: 'reachable' as const,
  since: iso(noon - 60_000),
  observedAt: observedAt === null ? null : iso(observedAt),
});

test('a sweep sees every session, whether or not it changed', () => {
  expect(seenAt(sessionState(), swept(noon + 5_000))).toBe(noon + 5_000);
  expect(seenAt(sessionState(), swept(noon - 5_000))).toBe(noon);
  expect(seenAt(sessionState(), swept(null))).toBe(noon);
  expect(seenAt(sessionState(), null)).toBe(noon);
});

test('a session that the service has lost is in no sweep', () => {
  const cause = {
    code: 'upstream_lost_session' as const,
    message: '',
    next: '',
    since: iso(noon),
    until: null,
    by: null,
  };
  expect(seenAt(sessionState({ cause }), swept(noon + 5_000))).toBe(noon);
});

test('the one that was not seen for longest counts', () => {
  const freshness = (at: number) => ({ ...sessionState().freshness, observedAt: iso(at) });
  const sessions = [
    sessionState({ freshness: freshness(noon + 9_000) }),
    sessionState({ freshness: freshness(noon) }),
    sessionState({ freshness: freshness(noon + 1_000) }),
  ];
  expect(oldestSeenAt(sessions, null)).toBe(noon);
  expect(oldestSeenAt(sessions, swept(noon + 5_000))).toBe(noon + 5_000);
  expect(oldestSeenAt([], swept(noon))).toBeNull();
});
