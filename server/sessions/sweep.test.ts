import { expect, test } from 'vitest';
import { newSession, testStore } from '../../db/session-testing.ts';
import type { SessionStore } from '../../db/sessions.ts';
import { createClock } from '../clock.ts';
import { createRowMemory } from '../upstream/session-list.ts';
import { createCommitter } from './commit.ts';
import { createHearsay } from './hearsay.ts';
import { createKnown } from './known.ts';
import { createReachability } from './reachability.ts';
import { createSweeper } from './sweep.ts';

/** A sweeper on a real database, and a service whose one session is `says`. */
async function sweepOf(id: string) {
  const { store } = await testStore();
  const clock = createClock();
  const known = createKnown(clock.now());
  known.apply((await store.insert(newSession(id)))!);
  const memory = createRowMemory();
  const service = { connected: true, loggedIn: true };
  const reader = {
    list() {
      const data = [{ id, name: id, token: `token of ${id}`, jid: '628:1@s.whatsapp.net', ...service }];
      const bytes = Buffer.from(JSON.stringify({ code: 200, data, success: true }));
      return Promise.resolve(memory.list({ status: 200, contentType: '', bytes }, clock.now()));
    },
  };
  const database = { away: false };
  const commit: SessionStore['commit'] = (...changes) =>
    database.away ? Promise.reject(new Error('the database is away')) : store.commit(...changes);
  const tail = {
    offer: (rows: Parameters<typeof known.apply>[0][]) => rows.forEach((row) => known.apply(row)),
    removed: () => undefined,
  };
  const held = { lease: null as { name: string; epoch: number } | null };
  const sweeper = createSweeper({
    reader,
    known,
    committer: createCommitter({ store: { ...store, commit }, known, tail, clock }),
    clock,
    reachability: createReachability(known, clock),
    lease: () => held.lease,
    hearsay: createHearsay(clock),
  });
  // Online, and its row folded once more as the version it became: at rest.
  await sweeper.sweep();
  await sweeper.sweep();
  expect(known.get(id)).toMatchObject({ phase: 'online', version: 2 });
  return { id, known, service, reader, database, held, sweep: () => sweeper.sweep() };
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
  const { id, known, service, held, sweep } = await sweepOf('a');
  Object.assign(service, fall);
  held.lease = { name: 'watch', epoch: 1 };
  await sweep();
  expect(known.get(id)).toMatchObject({ phase: 'online' });
  held.lease = null;
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

test('what is at rest is confirmed by each sweep and committed by none', async () => {
  const { id, known, sweep } = await sweepOf('a');
  const seenAt = known.seen(id)!.at;
  await sweep();
  expect(known.get(id)).toMatchObject({ version: 2 });
  expect(known.seen(id)!.at).toBeGreaterThanOrEqual(seenAt);
});
