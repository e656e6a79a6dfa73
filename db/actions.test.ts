import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { claimAction, finishAction, keepAction } from './actions.ts';
import { testStore } from './session-testing.ts';

const claim = { sessionId: 'a', kind: 'connect', actor: 'rani', node: 'one', bootId: 'boot' };

test('one action of a session runs at a time, whoever asks; others do not wait for it', async () => {
  const { db } = await testStore();
  const ids = await Promise.all([claimAction(db, claim), claimAction(db, { ...claim, node: 'two' })]);
  expect(ids.filter((id) => id !== null)).toHaveLength(1);
  expect(await claimAction(db, { ...claim, sessionId: 'b' })).not.toBeNull();
});

test('a row that is finished lets the next one in, and keeps its answer', async () => {
  const { db } = await testStore();
  const id = (await claimAction(db, claim))!;
  await finishAction(db, id, { status: 409, body: { reason: 'not_now' } });
  expect(await keepAction(db, id)).toBe(false);
  expect(await claimAction(db, claim)).not.toBeNull();
  const kept = await db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(kept).toMatchObject({ state: 'done', http_status: 409, answer: { reason: 'not_now' } });
});

test('a row whose holder was not heard of for 15 s is released, and its holder is told so', async () => {
  const { db } = await testStore();
  const id = (await claimAction(db, claim))!;
  await sql`update actions set heartbeat_at = clock_timestamp() - interval '14 seconds'`.execute(db);
  expect(await claimAction(db, { ...claim, node: 'two' })).toBeNull();
  await sql`update actions set heartbeat_at = clock_timestamp() - interval '16 seconds'`.execute(db);
  expect(await claimAction(db, { ...claim, node: 'two' })).not.toBeNull();
  expect(await keepAction(db, id)).toBe(false);
});

test('a row that an earlier life of the same node left behind is released at once', async () => {
  const { db } = await testStore();
  await claimAction(db, claim);
  expect(await claimAction(db, { ...claim, bootId: 'next boot' })).not.toBeNull();
});

test('renewing keeps a row', async () => {
  const { db } = await testStore();
  const id = (await claimAction(db, claim))!;
  await sql`update actions set heartbeat_at = clock_timestamp() - interval '16 seconds'`.execute(db);
  expect(await keepAction(db, id)).toBe(true);
  expect(await claimAction(db, { ...claim, node: 'two' })).toBeNull();
});
