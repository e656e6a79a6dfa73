import { describe, expect, test, vi } from 'vitest';
import { SessionStateEvent, SubscribeAck } from '../../contract/socket.ts';
import { pairingRow, person, sessionRow, startNode, statesOf, subscribed } from './testing.ts';

const id = 'a'.repeat(32);
const other = 'b'.repeat(32);
const people = {
  admin: person(),
  operator: person({ userId: 'budi', name: 'Budi', role: 'operator' }),
  viewer: person({ userId: 'wati', name: 'Wati', role: 'viewer' }),
};

test('a subscriber by id gets the snapshot in the ack and then each committed version once, codes included', async () => {
  const node = await startNode({ people });
  node.tail.offer([sessionRow()]);
  const client = await node.connected('admin');
  const states = statesOf(client);

  const snapshot = await subscribed(client, [id]);
  await subscribed(client, 'all');
  expect(SubscribeAck.parse(snapshot).sessions.map(({ version }) => version)).toEqual([1]);
  node.tail.offer([pairingRow({ version: 2 })]);
  node.tail.offer([pairingRow({ version: 2 })]);
  node.tail.offer([sessionRow({ version: 3, phase: 'online', connected: true, loggedIn: true })]);

  await vi.waitFor(() => expect(states.map(({ version }) => version)).toEqual([2, 3]));
  expect(states[0]?.qr?.image).toBe('data:image/png;base64,CODE');
  expect(states[0]?.changed).toEqual(expect.arrayContaining(['phase', 'connected', 'qr']));
  expect(states[1]?.changed).toContain('loggedIn');
  for (const state of states) SessionStateEvent.parse(state);
});

test('lists and viewers get states without the image and the code', async () => {
  const node = await startNode({ people });
  const row = pairingRow({
    pairingCode: { code: 'ABCD-1234', phone: '62811', expiresAt: Date.now() + 60_000 },
  });
  node.tail.offer([row]);
  const [list, viewer] = await Promise.all([node.connected('admin'), node.connected('viewer')]);
  const [listStates, viewerStates] = [statesOf(list), statesOf(viewer)];
  const snapshots = [await subscribed(list, 'all'), await subscribed(viewer, [id])];

  node.tail.offer([{ ...row, version: 2 }]);
  await vi.waitFor(() => expect([listStates.length, viewerStates.length]).toEqual([1, 1]));
  for (const state of [...snapshots.flatMap(({ sessions }) => sessions), ...listStates, ...viewerStates]) {
    expect(state.qr).not.toHaveProperty('image');
    expect(state.pairingCode).not.toHaveProperty('code');
    expect(state.pairingCode).toHaveProperty('phone');
  }
});

test('an operator sees its own sessions only, and a session of others is denied like one that does not exist', async () => {
  const node = await startNode({ people });
  node.tail.offer([sessionRow(), sessionRow({ id: other, ownerId: 'budi' })]);
  const client = await node.connected('operator');
  const byId = await subscribed(client, [id, other, 'none']);
  const list = await subscribed(client, 'all');
  expect(byId.denied).toEqual([id, 'none']);
  expect([byId, list].map(({ sessions }) => sessions.map((one) => one.id))).toEqual([[other], [other]]);
});

test('a transfer takes the session from its former owner, and gives it to the new one', async () => {
  const budi = person({ userId: 'budi', role: 'operator' });
  const tini = person({ userId: 'tini', role: 'operator' });
  const node = await startNode({ people: { budi, tini } });
  node.tail.offer([sessionRow({ ownerId: 'budi' })]);
  const [from, to] = await Promise.all([node.connected('budi'), node.connected('tini')]);
  const [fromStates, toStates] = [statesOf(from), statesOf(to)];
  const removed: { id: string }[] = [];
  from.on('session:removed', (gone) => removed.push(gone));
  await subscribed(from, [id]);
  await subscribed(from, 'all');
  await subscribed(to, 'all');

  node.tail.offer([pairingRow({ version: 2, ownerId: 'tini' })]);
  node.tail.offer([pairingRow({ version: 3, ownerId: 'tini' })]);
  await vi.waitFor(() => expect(toStates.map(({ version }) => version)).toEqual([2, 3]));
  await vi.waitFor(() => expect(removed).toEqual([{ id, generation: 1 }]));
  expect(fromStates).toEqual([]);
});

test('a deleted session is told to all who followed it, and one made anew under its id arrives', async () => {
  const node = await startNode({ people });
  node.tail.offer([sessionRow({ version: 7 })]);
  const client = await node.connected('admin');
  const states = statesOf(client);
  const removed: unknown[] = [];
  client.on('session:removed', (gone) => removed.push(gone));
  await subscribed(client, [id]);
  node.tail.removed(id, 1);
  node.tail.offer([sessionRow({ version: 8 })]);
  node.tail.offer([sessionRow({ generation: 2 })]);
  await vi.waitFor(() => expect(states.map(({ generation }) => generation)).toEqual([2]));
  expect(removed).toEqual([{ id, generation: 1 }]);
});

test('after an unsubscribe nothing more of that session arrives', async () => {
  const node = await startNode({ people });
  node.tail.offer([sessionRow(), sessionRow({ id: other })]);
  const client = await node.connected('admin');
  const states = statesOf(client);
  await subscribed(client, [id, other]);
  await client.emitWithAck('unsubscribe', { sessions: [id] });
  expect(node.viewers.watched(id)).toBe(false);
  node.tail.offer([sessionRow({ version: 2 }), sessionRow({ id: other, version: 2 })]);
  await vi.waitFor(() => expect(states.map((state) => state.id)).toEqual([other]));
});

test('timeline entries and who looks go to subscribers by id', async () => {
  const node = await startNode({ people });
  node.tail.offer([sessionRow()]);
  const client = await node.connected('admin');
  const events: unknown[] = [];
  const faces: unknown[] = [];
  client.on('session:event', (entry) => events.push(entry));
  client.on('session:presence', ({ viewers }) => faces.push(viewers.length));
  await subscribed(client, [id]);
  const entry = { id: '1', sessionId: id, at: 0, type: 'connect' as const, actor: 'Sari', data: {} };
  node.tail.offer([], [entry]);
  await vi.waitFor(() => expect(events).toEqual([{ ...entry, at: '1970-01-01T00:00:00.000Z' }]));
  await vi.waitFor(() => expect(faces).toEqual(expect.arrayContaining([1])));
});

test("everybody hears of the service's status, at once and at each change", async () => {
  const node = await startNode({ people });
  const client = node.client('viewer');
  const heard: string[] = [];
  client.on('upstream:status', ({ status }) => heard.push(status));
  client.connect();
  await vi.waitFor(() => expect(heard).toEqual(['reachable']));
  node.known.upstream = { status: 'unreachable', since: Date.now(), observedAt: null };
  node.upstreamMoved();
  await vi.waitFor(() => expect(heard).toEqual(['reachable', 'unreachable']));
});

describe('refusals', () => {
  test('a payload that is not as documented is answered with its reason', async () => {
    const node = await startNode({ people });
    const client = await node.connected('admin');
    const ask = (payload: unknown) =>
      client.emitWithAck('subscribe', payload as { sessions: string[] }) as Promise<unknown>;
    const tooMany = Array.from({ length: 1_001 }, (_, place) => `s${place}`);
    for (const payload of [null, {}, { sessions: [] }, { sessions: [1] }, { sessions: tooMany }]) {
      expect(await ask(payload)).toMatchObject({ ok: false, reason: 'invalid_body' });
    }
  });

  test('a call without an ack, or before a fault, does not hurt the socket', async () => {
    const node = await startNode({ people, deps: { byIds: () => Promise.reject(new Error('no database')) } });
    const client = await node.connected('admin');
    client.emit('subscribe', { sessions: 'all' }, undefined as never);
    expect(await client.emitWithAck('subscribe', { sessions: [id] })).toMatchObject({ reason: 'internal' });
    expect(await client.emitWithAck('subscribe', { sessions: 'all' })).toMatchObject({ ok: true });
  });
});
