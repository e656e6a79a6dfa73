import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../contract/socket.ts';
import { iso, noon, speech } from '../testing/session.ts';
import { triesSince } from './tried.ts';

const entry = (id: string, afterMs: number, data: TimelineEntry['data']): TimelineEntry => ({
  id,
  sessionId: 'a1',
  at: iso(noon + afterMs),
  type: 'recovery',
  actor: null,
  data,
});

test('tries are told oldest first, each once, and only those of this fall', () => {
  const entries = [
    entry('4', 9_000, { step: 'failed', reason: 'upstream_timeout' }),
    entry('3', 5_000, { step: 'connect', attempt: 1 }),
    entry('3', 5_000, { step: 'connect', attempt: 1 }),
    entry('1', -60_000, { step: 'connect', attempt: 1 }),
    { ...entry('2', 4_000, {}), type: 'disconnected' as const },
  ];
  expect(triesSince(entries, noon, speech('en')).map(({ words }) => words)).toEqual([
    'Connect asked of the service',
    'It did not come up: the service did not answer in time',
  ]);
});

test('a try that was put off is told as such', () => {
  const [waited] = triesSince([entry('1', 1, { step: 'wait', reason: 'not_now' })], noon, speech('en'));
  expect(waited).toMatchObject({
    waited: true,
    words: 'Put off, so that the other sessions come to no harm',
  });
});
