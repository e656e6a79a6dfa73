import { expect, test } from 'vitest';
import { newSession, testStore } from '../../db/session-testing.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import { createSessionStore } from '../../db/sessions.ts';
import { cipher } from '../../db/session-testing.ts';
import { readTimeline, type TimelineRow } from '../../db/timeline.ts';
import { writeLooks } from '../../db/viewers.ts';
import { createClock } from '../clock.ts';
import { sessionRow } from '../realtime/testing.ts';
import { createCommitter } from './commit.ts';
import { createKnown } from './known.ts';
import type { Look, Observation } from './observation.ts';

const wish = (by: string): Observation => ({ kind: 'wish', desired: 'online', by, why: 'by_admin' });
const look = (over: Partial<Look> = {}): Look => ({
  kind: 'look',
  askedAt: Date.now(),
  by: 'status',
  connected: true,
  loggedIn: true,
  jid: '628:1@s.whatsapp.net',
  qrImage: '',
  events: '',
  previousAt: null,
  ...over,
});

/** Two nodes that know of each other's commits only by what the database refuses them. */
async function twoNodes(...ids: string[]) {
  const { db, store } = await testStore();
  const rows: SessionRow[] = [];
  for (const id of ids) rows.push((await store.insert(newSession(id)))!);
  const node = () => {
    const known = createKnown(Date.now());
    for (const row of rows) known.apply(row);
    const entries: TimelineRow[] = [];
    const removed: string[] = [];
    const own: SessionStore = createSessionStore(db, cipher, 'service');
    const tail = {
      offer(news: SessionRow[], told: TimelineRow[] = []) {
        for (const row of news) known.apply(row);
        entries.push(...told);
      },
      removed(id: string, generation: number) {
        known.remove(id, generation);
        removed.push(id);
      },
    };
    const committer = createCommitter({ store: own, known, tail, clock: createClock() });
    return { known, committer, entries, removed, version: (id: string) => known.get(id)?.version };
  };
  return { db, store, one: node(), two: node() };
}

test('a wish that loses a race is folded again on what won it: nothing is lost, versions grow by one', async () => {
  const { one, two, store } = await twoNodes('a');
  await one.committer.observe('a', wish('Rani'));
  expect(two.version('a')).toBe(1);
  const outcome = await two.committer.observe('a', {
    kind: 'wish',
    desired: 'offline',
    by: 'Oscar',
    why: 'by_admin',
  });
  expect(outcome).toMatchObject({ kind: 'committed', row: { version: 3, desired: 'offline' } });
  expect((await store.byIds(['a']))[0]).toMatchObject({ version: 3, desiredBy: 'Oscar' });
});

test('what is so already by the time the race is lost commits nothing', async () => {
  const { one, two } = await twoNodes('a');
  await one.committer.observe('a', wish('Rani'));
  expect(await two.committer.observe('a', wish('Rani'))).toMatchObject({
    kind: 'unchanged',
    row: { version: 2 },
  });
});

test('a look that is older than what moved the row is dropped, and must be made again', async () => {
  const { one, two } = await twoNodes('a');
  const derivedFrom = { generation: two.known.get('a')!.generation, version: 1 };
  await one.committer.observe('a', wish('Rani'));
  const outcome = await two.committer.observe('a', look(), { derivedFrom });
  expect(outcome).toEqual({ kind: 'superseded' });
  expect(two.version('a')).toBe(2);
  // This node knew of the other version before it asked for anything.
  expect(await two.committer.observe('a', look(), { derivedFrom })).toEqual({ kind: 'superseded' });
});

test('forty wishes of two nodes at the same moment are forty versions, each with its own entries', async () => {
  const { one, two, store, db } = await twoNodes('a');
  const wishes = Array.from({ length: 40 }, (_, i) =>
    (i % 2 ? one : two).committer.observe('a', wish(`person ${i}`), { actor: `person ${i}` }),
  );
  const outcomes = await Promise.all(wishes);
  const versions = outcomes.map((outcome) => (outcome.kind === 'committed' ? outcome.row.version : 0));
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 2));
  expect((await store.byIds(['a']))[0]!.version).toBe(41);
  const told = await readTimeline(db, 'a', { limit: 100 });
  expect(told).toHaveLength(one.entries.length + two.entries.length);
});

test('a session that was deleted on another node is gone here, and that is told', async () => {
  const { one, store } = await twoNodes('a');
  await store.remove('a');
  expect(await one.committer.observe('a', wish('Rani'))).toEqual({ kind: 'gone' });
  expect(one.removed).toEqual(['a']);
});

test('the idle rule loses to a look that another node wrote, and the row stays as it was', async () => {
  const { one, db } = await twoNodes('a');
  await writeLooks(db, 'two', [
    { sessionId: 'a', viewer: 'socket', userId: 'rani', name: 'Rani', present: false },
  ]);
  const idle: Observation = { kind: 'wish', desired: 'offline', by: null, why: 'idle' };
  const since = { unlessWatchedSince: Date.now() - 30_000 };
  expect(await one.committer.observe('a', idle, since)).toMatchObject({
    kind: 'unchanged',
    row: { version: 1 },
  });
});

test('of a sweep only what lost a race is left to the next one', async () => {
  const { one, two } = await twoNodes('a', 'b', 'c');
  await one.committer.observe('b', wish('Rani'));
  const looks = ['a', 'b', 'c'].map((id) => ({
    row: two.known.get(id)!,
    observation: look(id === 'c' ? { connected: false, loggedIn: false, jid: '' } : {}),
  }));
  const confirmed = await two.committer.observeMany(looks, null);
  expect([...confirmed].sort()).toEqual(['a', 'c']);
  expect([two.version('a'), two.version('b'), two.version('c')]).toEqual([2, 1, 1]);
});

test('a sweep of a node that lost its lease commits nothing', async () => {
  const { one } = await twoNodes('a');
  const looks = [{ row: one.known.get('a')!, observation: look() }];
  expect([...(await one.committer.observeMany(looks, { name: 'watch', epoch: 1 }))]).toEqual([]);
  expect(one.version('a')).toBe(1);
});

test('a look that changed something says where its time went; what changed nothing, or was no look, says nothing', async () => {
  const { db, store } = await testStore();
  const row = (await store.insert(newSession('a')))!;
  const known = createKnown(0);
  known.apply(row);
  let now = row.observedAt;
  const clock = { ...createClock(), now: () => now };
  const slowStore: SessionStore = {
    ...createSessionStore(db, cipher, 'service'),
    commit: (changes, lease) => ((now += 7), store.commit(changes, lease)),
  };
  const tail = {
    offer: (rows: SessionRow[]) => rows.forEach((each) => ((now += 2), known.apply(each))),
    removed: () => undefined,
  };
  const told: object[] = [];
  const committer = createCommitter({
    store: slowStore,
    known,
    tail,
    clock,
    onTold: (stages) => void told.push(stages),
  });
  await committer.observe('a', wish('Rani'));
  const asked = look({ askedAt: now });
  now += 30;
  await committer.observe('a', asked);
  now += 30;
  await committer.observe('a', { ...asked, askedAt: now });
  expect(told).toEqual([{ lookMs: 30, commitMs: 7, emitMs: 2 }]);
});

test('thousands of looks that say nothing new let the event loop run between them', async () => {
  const known = createKnown(0);
  const rows = Array.from({ length: 2_000 }, (_, i) => sessionRow({ id: `session ${i}` }));
  for (const row of rows) known.apply(row);
  const nothing = { commit: () => Promise.resolve({ rows: [], entries: [] }) } as Partial<SessionStore>;
  const { observeMany } = createCommitter({
    store: nothing as SessionStore,
    known,
    tail: { offer: () => undefined, removed: () => undefined },
    clock: createClock(),
  });
  let turns = 0;
  let going = true;
  const tick = () => {
    turns += 1;
    if (going) setImmediate(tick);
  };
  setImmediate(tick);
  const looks = rows.map((row) => ({
    row,
    observation: look({ connected: false, loggedIn: false, jid: '' }),
  }));
  expect((await observeMany(looks, null)).size).toBe(2_000);
  going = false;
  expect(turns).toBeGreaterThanOrEqual(9);
});
