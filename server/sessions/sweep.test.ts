import { expect, test } from 'vitest';
import { newSession, testStore } from '../../db/session-testing.ts';
import type { SessionStore } from '../../db/sessions.ts';
import { createClock } from '../clock.ts';
import type { Health } from '../upstream/answers.ts';
import { createRowMemory } from '../upstream/session-list.ts';
import { createCommitter } from './commit.ts';
import { createHearsay } from './hearsay.ts';
import { createKnown } from './known.ts';
import { createReachability } from './reachability.ts';
import { createRestarts } from './restarts.ts';
import { createSweeper } from './sweep.ts';

/** A sweeper on a real database, and a service whose one session is `says`. */
async function sweepOf(id: string) {
  const { db, store } = await testStore();
  const watching = { name: 'watch', epoch: 5 };
  await db
    .insertInto('leases')
    .values({ ...watching, holder: 'this node', expires_at: new Date(Date.now() + 3_600_000) })
    .execute();
  let time = Date.now();
  const clock = createClock(() => time);
  const known = createKnown(clock.now());
  known.apply((await store.insert(newSession(id, { desired: 'online' })))!);
  time = Date.now();
  const memory = createRowMemory();
  const service = { connected: true, loggedIn: true };
  let startedAt = time - 3_600_000;
  const reader = {
    async list() {
      const data = [{ id, name: id, token: `token of ${id}`, jid: '628:1@s.whatsapp.net', ...service }];
      const bytes = Buffer.from(JSON.stringify({ code: 200, data, success: true }));
      await listing.done();
      return memory.list({ status: 200, contentType: '', bytes }, clock.now());
    },
  };
  const database = { away: false };
  const commit: SessionStore['commit'] = (...changes) =>
    database.away ? Promise.reject(new Error('the database is away')) : store.commit(...changes);
  const tail = {
    offer: (rows: Parameters<typeof known.apply>[0][]) => rows.forEach((row) => known.apply(row)),
    removed: () => undefined,
  };
  const health = () => Promise.resolve({ uptimeMs: clock.now() - startedAt } as Health);
  const restarts = createRestarts({ reader: { health }, known, clock });
  const held = { lease: watching as typeof watching | null };
  const listing = { done: () => Promise.resolve() };
  const sweeper = createSweeper({
    reader,
    known,
    committer: createCommitter({ store: { ...store, commit }, known, tail, clock }),
    clock,
    reachability: createReachability(known, clock),
    restarts,
    lease: () => held.lease,
    hearsay: createHearsay(clock),
  });
  // Online, and its row folded once more as the version it became: at rest.
  await sweeper.sweep();
  await sweeper.sweep();
  expect(known.get(id)).toMatchObject({ phase: 'online', version: 2 });
  return {
    id,
    db,
    known,
    service,
    reader,
    database,
    held,
    watching,
    listing,
    restarts,
    pass: (ms: number) => (time += ms),
    restart: () => (startedAt = time),
    sweep: () => sweeper.sweep(),
  };
}

const fall = { connected: false, loggedIn: false };

test('a fall that could not be committed is committed by the next sweep, although its bytes are the same', async () => {
  const { id, known, service, database, sweep } = await sweepOf('a');
  Object.assign(service, fall);
  database.away = true;
  await expect(sweep()).rejects.toThrow('the database is away');
  expect(known.get(id)).toMatchObject({ phase: 'online' });
  database.away = false;
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'reconnecting', connected: false });
});

test('a fall that a node without the lease saw is committed when it has the lease again', async () => {
  const { id, known, service, held, watching, sweep } = await sweepOf('a');
  Object.assign(service, fall);
  held.lease = { name: 'watch', epoch: 1 };
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'online' });
  held.lease = watching;
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'reconnecting', connected: false });
});

test('a list whose node lost the lease while it waited for it is of the past: nothing of it is committed', async () => {
  const { id, db, known, service, held, listing, watching, sweep } = await sweepOf('a');
  Object.assign(service, fall);
  // As after a machine that stood still: the lease lapsed, and another node watches.
  listing.done = async () => {
    held.lease = null;
    await db.updateTable('leases').set({ epoch: 6 }).execute();
  };
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'online' });
  listing.done = () => Promise.resolve();
  held.lease = { ...watching, epoch: 6 };
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'reconnecting', connected: false });
});

test('a fall that somebody else’s list has shown already is a fall for the sweep', async () => {
  const { id, known, service, reader, sweep } = await sweepOf('a');
  Object.assign(service, fall);
  for await (const rows of (await reader.list()).rows()) expect(rows).toHaveLength(1);
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'reconnecting', connected: false });
});

test('a restart that a look at one session found out is the cause of all that fell with it', async () => {
  const { id, known, service, restarts, restart, pass, sweep } = await sweepOf('a');
  pass(2_000);
  restart();
  Object.assign(service, fall);
  pass(2_000);
  await sweep();
  // As a look at some other session does, before this one's turn has come.
  await restarts.ask();
  pass(5_000);
  await sweep();
  expect(known.get(id)).toMatchObject({ cause: { code: 'upstream_lost_session' } });
  const { version } = known.get(id)!;
  pass(2_000);
  await sweep();
  expect(known.get(id)).toMatchObject({ version });
  pass(5_000);
  await sweep();
  expect(known.get(id)).toMatchObject({ cause: { code: 'upstream_lost_session' }, recovery: { attempt: 0 } });
});

test('what was up after the service began is not explained by that', async () => {
  const { id, known, service, restarts, pass, sweep } = await sweepOf('a');
  await restarts.ask();
  pass(5_000);
  Object.assign(service, fall);
  await sweep();
  pass(9_000);
  await sweep();
  expect(known.get(id)).toMatchObject({ cause: { code: 'unknown' }, recovery: null });
});

test('what is at rest is confirmed by each sweep and committed by none', async () => {
  const { id, known, sweep } = await sweepOf('a');
  const seenAt = known.seen(id)!.at;
  await sweep();
  expect(known.get(id)).toMatchObject({ version: 2 });
  expect(known.seen(id)!.at).toBeGreaterThanOrEqual(seenAt);
});
