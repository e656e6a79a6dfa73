import { expect, test } from 'vitest';
import { testStore } from './session-testing.ts';
import { addEntry, closeGap, openGap, readTimeline } from './timeline.ts';
import { readUpstream, writeUpstream } from './upstreams.ts';

test('a timeline is read newest first, page by page', async () => {
  const { db } = await testStore();
  const entry = { sessionId: 'a', at: 1_000, type: 'qr' as const, actor: null };
  for (let n = 1; n <= 12; n++) await addEntry(db, { ...entry, data: { n } });
  await addEntry(db, { ...entry, sessionId: 'b', data: {} });
  const first = await readTimeline(db, 'a', { limit: 5 });
  expect(first.map(({ data }) => data.n)).toEqual([12, 11, 10, 9, 8]);
  const rest = await readTimeline(db, 'a', { limit: 50, before: first.at(-1)!.id });
  expect(rest.map(({ data }) => data.n)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(rest[0]).toMatchObject({ sessionId: 'a', at: 1_000, type: 'qr' });
});

test('a time when nobody looked is opened once and closed once, and never ends before it began', async () => {
  const { db } = await testStore();
  const gaps = () => db.selectFrom('gaps').selectAll().orderBy('id').execute();
  await openGap(db, 'service', 10_000, 'gateway');
  await openGap(db, 'service', 20_000, 'upstream');
  await openGap(db, 'demo', 20_000, 'upstream');
  expect(await gaps()).toHaveLength(2);
  await closeGap(db, 'service', 9_000);
  await closeGap(db, 'service', 30_000);
  const [service, demo] = await gaps();
  expect(service).toMatchObject({ why: 'gateway', from_at: new Date(10_000), to_at: new Date(10_000) });
  expect(demo).toMatchObject({ to_at: null });
});

test('what is known of a service is one row for each', async () => {
  const { db } = await testStore();
  expect(await readUpstream(db, 'service')).toBeNull();
  const view = { status: 'unreachable' as const, since: 5_000, observedAt: null, seenAt: 4_000 };
  await writeUpstream(db, 'service', { ...view, status: 'reachable', seenAt: null });
  await writeUpstream(db, 'service', view);
  expect(await readUpstream(db, 'service')).toEqual(view);
});
