/** A wish to be offline, and who carries it out: whoever wished it, or the watcher in their name. */
import { expect, onTestFinished, test } from 'vitest';
import { sql } from 'kysely';
import { claimAction, finishAction } from '../../db/actions.ts';
import { openDatabase, type Db } from '../../db/database.ts';
import { readTimeline } from '../../db/timeline.ts';
import type { Known } from './known.ts';
import { eventually, rani, testService } from './testing.ts';
import { startNode } from './testing-node.ts';

async function online() {
  const service = await testService();
  const { db, close } = openDatabase(service.connectionString);
  onTestFinished(close);
  const id = await service.session({ paired: '628123456789', online: true });
  const leader = await startNode(service, { callsEndWithinMs: 20_000 });
  await leader.watch.sync(rani);
  await leader.until(id, ({ phase }) => phase === 'online');
  return { ...service, id, leader, db };
}

/** Some other action of the session: resolves to what ends it. */
async function holdRow(db: Db, id: string) {
  const held = { sessionId: id, kind: 'update', actor: 'oscar', node: 'a node', bootId: 'its boot' };
  const action = (await claimAction(db, held))!;
  return () => finishAction(db, action, { status: 200, body: null });
}

/** The watcher has had its turns: so many milliseconds of sweeps went by. */
async function turnsOf(known: Known, ms: number) {
  const before = known.upstream.observedAt!;
  await eventually(() => known.upstream.observedAt! > before + ms, 30_000);
}

async function disconnectsTold(db: Db, id: string) {
  const told = await readTimeline(db, id, { limit: 100 });
  return told.filter(({ type }) => type === 'disconnect').map(({ actor, data }) => [actor, data.outcome]);
}

test('a disconnect that waits for its turn is told once, by who wished it: the watcher leaves it alone', async () => {
  const { id, leader, db, writes } = await online();
  const release = await holdRow(db, id);
  const disconnecting = leader.actions.disconnect(id, rani);
  await leader.until(id, ({ offlineDue }) => offlineDue);
  await turnsOf(leader.known, 1_500);
  await release();
  await disconnecting;
  await leader.until(id, ({ phase }) => phase === 'offline', 40_000);
  // All that the watcher began has ended too.
  await leader.stop();
  expect(await disconnectsTold(db, id)).toEqual([['Rani', 'ok']]);
  expect(writes('disconnect')).toHaveLength(1);
}, 60_000);

test('a wish of another node that its own action is held up with is carried out once, in the name of who wished it', async () => {
  const { id, leader, db, writes, ...service } = await online();
  const other = await startNode(service);
  const release = await holdRow(db, id);
  const disconnecting = other.actions.disconnect(id, rani);
  await leader.until(id, ({ offlineDue }) => offlineDue);
  await turnsOf(leader.known, 1_500);
  await release();
  await disconnecting;
  await leader.until(id, ({ phase }) => phase === 'offline', 40_000);
  await Promise.all([other.stop(), leader.stop()]);
  const told = await disconnectsTold(db, id);
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(([actor]) => actor))).toEqual(new Set(['Rani']));
  expect(writes('disconnect')).toHaveLength(1);
}, 60_000);

test('a disconnect that waited for a drop to heal is told as of the one who wished it', async () => {
  const { id, leader, db, control } = await online();
  control.goOffline(id);
  await leader.until(id, ({ phase }) => phase === 'reconnecting');
  await leader.actions.disconnect(id, rani);
  control.comeBack(id);
  await leader.until(id, ({ phase, offlineDue }) => phase === 'offline' && !offlineDue, 40_000);
  await leader.stop();
  expect(await disconnectsTold(db, id)).toEqual([
    ['Rani', 'ok'],
    ['Rani', 'ok'],
  ]);
}, 60_000);

test('a node that stops waits for an action whose wish is just being stored', async () => {
  const { id, leader, db, connectionString } = await online();
  const holder = openDatabase(connectionString);
  onTestFinished(holder.close);
  const order: string[] = [];
  let stopping: Promise<unknown> = Promise.resolve();
  let disconnecting: Promise<unknown> = Promise.resolve();
  await holder.db.transaction().execute(async (held) => {
    await sql`select id from sessions where id = ${id} for update`.execute(held);
    disconnecting = leader.actions.disconnect(id, rani).then((answer) => order.push(`answered ${answer.ok}`));
    await eventually(async () => {
      const { rows } = await sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      `.execute(db);
      return rows.length > 0;
    }, 30_000);
    stopping = leader.watch.stop().then(() => order.push('stopped'));
  });
  await Promise.all([disconnecting, stopping]);
  expect(order).toEqual(['answered false', 'stopped']);
  expect(await disconnectsTold(db, id)).toEqual([['Rani', 'failed']]);
}, 60_000);
