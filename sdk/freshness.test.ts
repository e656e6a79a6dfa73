import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';
import { sessionState } from './testing.ts';

const swept = {
  status: 'unreachable' as const,
  since: '2026-11-25T11:00:00.000Z',
  observedAt: '2026-11-25T10:59:55.000Z',
};

test('a complete sweep confirms every session but one that the service lost', () => {
  const state = sessionState();
  expect(freshnessOf(state, null)).toEqual(state.freshness);
  expect(freshnessOf(state, swept)).toEqual({
    observedAt: swept.observedAt,
    source: 'sweep',
    upstream: 'unreachable',
  });
  expect(freshnessOf(state, { ...swept, observedAt: '2026-11-25T09:00:00.000Z' })).toMatchObject({
    observedAt: state.freshness.observedAt,
    source: 'status',
  });
  const lost = sessionState({
    cause: {
      code: 'upstream_lost_session',
      message: '',
      next: '',
      since: swept.since,
      until: null,
      by: null,
    },
  });
  expect(freshnessOf(lost, swept).observedAt).toBe(lost.freshness.observedAt);
});
