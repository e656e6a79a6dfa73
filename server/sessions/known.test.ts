import { expect, test } from 'vitest';
import { sessionRow } from '../realtime/testing.ts';
import { createKnown } from './known.ts';

test('what is planned to be brought back is known without asking all, as long as it is planned', () => {
  const known = createKnown(0);
  const planned = () => [...known.planned()].map(({ id, version }) => `${id} ${version}`);
  const row = (id: string, version: number, nextAttemptAt: number | null | undefined) =>
    sessionRow({ id, version, recovery: nextAttemptAt === undefined ? null : { attempt: 1, nextAttemptAt } });
  for (const id of ['a', 'b', 'c', 'd']) known.apply(row(id, 1, 5_000));
  known.apply(row('idle', 1, undefined));
  known.apply(row('a', 2, 6_000));
  known.apply(row('b', 2, undefined));
  // Used up: it only tells how often it was tried.
  known.apply(row('c', 2, null));
  known.apply(row('b', 1, 5_000));
  known.remove('d', 1);
  expect(planned()).toEqual(['a 2']);
});
