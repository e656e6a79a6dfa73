import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createCipher } from '../../db/cipher.ts';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { createSessionStore } from '../../db/sessions.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { createClock } from '../clock.ts';
import { createKnown } from '../sessions/known.ts';
import { createViewers } from '../sessions/viewers.ts';
import { createTail } from './tail.ts';
import { pairingRow, person, quiet, sessionRow, startNode, statesOf, subscribed } from './testing.ts';

const cipher = createCipher(randomBytes(32));
const people = { admin: person(), operator: person({ userId: 'budi', name: 'Budi', role: 'operator' }) };
let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await testDatabase();
  database = openDatabase(made.connectionString);
  await migrate(database.db);
  await database.pool.query(`insert into users (id, name, role) values ('budi', 'Budi', 'operator')`);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

/** A whole node, but for the service: its own memory, tail, viewers and sockets, on the shared database. */
async function nodeOf(name: string, scope: string) {
  const clock = createClock();
  const known = createKnown(clock.now());
  const store = createSessionStore(database.db, cipher, scope);
  const tail = createTail({ known, store, pool: database.pool, clock, log: quiet, scanMs: 200 });
  const viewers = createViewers({
    db: database.db,
    clock,
    node: `${scope} ${name}`,
    idleMs: 30_000,
    log: quiet,
    readMs: 50,
  });
  await tail.start();
  await viewers.start();
  onTestFinished(async () => {
    await tail.stop();
    await viewers.stop();
  });
  const node = await startNode({
    people,
    deps: { known, tail, viewers, clock, byIds: (ids) => store.byIds(ids) },
  });
  return { ...node, store };
}

test('whatever is lost on the way, clients of both nodes end at the committed rows, and never go back', async () => {
  const nodes = await Promise.all(['one', 'two'].map((name) => nodeOf(name, 'storm')));
  const ids = Array.from({ length: 12 }, (_, place) => `storm ${place}`);
  for (const id of ids) {
    const ownerId = id < 'storm 5' ? 'budi' : null;
    const row = await nodes[0]!.store.insert(sessionRow({ id, ownerId, token: `token of ${id}` }));
    nodes[0]!.tail.offer([row!]);
  }
  const clients = await Promise.all(
    nodes.flatMap((node) =>
      (['admin', 'operator'] as const).map(async (token) => {
        const client = await node.connected(token);
        return { token, client, states: statesOf(client) };
      }),
    ),
  );
  await Promise.all(clients.map(({ client }) => subscribed(client, 'all')));
  await Promise.all(clients.map(({ client }) => subscribed(client, ids)));

  // Both nodes commit to the same rows; the version decides which of them wins.
  const moves = Array.from({ length: 150 }, (_, place) => place);
  for (const place of moves) {
    const id = ids[place % ids.length]!;
    await Promise.all(
      nodes.map(async ({ known, store, tail }) => {
        const before = known.get(id);
        if (!before) return;
        const { qr, connected } = place % 3 ? pairingRow() : sessionRow();
        const after: SessionRow = { ...before, qr, connected, phase: qr ? 'pairing' : 'offline' };
        const { rows, entries } = await store.commit([{ before, after, entries: [] }]);
        tail.offer(rows, entries);
      }),
    );
    if (place % 40 === 20) {
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'heliograph listen'`,
      );
    }
  }

  const committed = await nodes[0]!.store.versions();
  for (const { token, states } of clients) {
    const mine = token === 'admin' ? ids : ids.filter((id) => id < 'storm 5');
    await vi.waitFor(
      () => {
        for (const { id, version } of committed.filter((row) => mine.includes(row.id))) {
          expect(states.findLast((state) => state.id === id)?.version).toBe(version);
        }
      },
      { timeout: 5_000 },
    );
    expect(new Set(states.map(({ id }) => id))).toEqual(new Set(mine));
    for (const id of mine) {
      const versions = states.filter((state) => state.id === id).map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    }
  }
});

test('a session made a moment ago on one node can be subscribed to on the other at once', async () => {
  const [one, two] = await Promise.all(['one', 'two'].map((name) => nodeOf(name, 'young')));
  await one!.store.insert(sessionRow({ id: 'young', token: 'young' }));
  const snapshot = await subscribed(await two!.connected('admin'), ['young']);
  expect(snapshot.sessions.map(({ id }) => id)).toEqual(['young']);
});

test('people on different nodes see that they look at the same code', async () => {
  const [one, two] = await Promise.all(['one', 'two'].map((name) => nodeOf(name, 'faces')));
  const row = await one!.store.insert(sessionRow({ id: 'shared', ownerId: 'budi', token: 'shared' }));
  for (const node of [one!, two!]) node.tail.offer([row!]);
  const sari = await one!.connected('admin');
  const faces: string[][] = [];
  sari.on('session:presence', ({ viewers }) => faces.push(viewers.map(({ name }) => name)));
  await subscribed(sari, ['shared']);
  const budi = await two!.connected('operator');
  await subscribed(budi, ['shared']);
  await vi.waitFor(() => expect(faces.at(-1)).toEqual(['Sari', 'Budi']));
  budi.disconnect();
  await vi.waitFor(() => expect(faces.at(-1)).toEqual(['Sari']));
});
