import { afterEach, expect, test } from 'vitest';
import { writeLooks } from '../../db/viewers.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { eventually, oscar, rani, testService, watchService, type WatchOptions } from './testing.ts';
import { startNode } from './testing-node.ts';

let simulator: Simulator | null = null;
afterEach(() => {
  expect(simulator?.control.truth().deaths ?? []).toEqual([]);
  simulator = null;
});

/** A service that dies of what kills the real one; webhooks are on their way to nobody. */
const deadly = { deadly: true, webhookUrl: 'http://127.0.0.1:9/' };

async function one(options: WatchOptions = {}) {
  const service = await watchService({ ...options, simulator: { ...deadly, ...options.simulator } });
  simulator = service.simulator;
  const id = await service.session();
  await service.watch.sync(rani);
  return { ...service, id };
}

async function pairing(options: WatchOptions = {}) {
  const all = await one(options);
  await all.actions.connect(all.id, {}, rani);
  const row = await all.until(all.id, ({ qr }) => qr !== null);
  return { ...all, row };
}

test('a disconnect while codes run calls nothing; a connect in that time shows the running code again', async () => {
  const { id, row, actions, until, writes, known } = await pairing();
  const stopped = await actions.disconnect(id, rani);
  expect(stopped).toMatchObject({
    ok: true,
    data: { message: 'Session disconnected successfully' },
    warning: 'Disconnect feature is still in development',
  });
  const ends = new Date(row.pairing!.endsAt).toISOString();
  expect(stopped.ok && stopped.data.details).toContain(ends);
  expect(known.get(id)).toMatchObject({ phase: 'stopping', desired: 'offline', connected: true });

  expect(await actions.connect(id, {}, oscar)).toMatchObject({ ok: true, data: { details: 'Connected!' } });
  const again = await until(id, ({ phase }) => phase === 'pairing');
  expect(again.qr).toEqual(row.qr);
  expect(again.desired).toBe('online');
  expect(writes('connect')).toHaveLength(1);
  expect(writes('disconnect')).toHaveLength(0);
});

test('a withdrawn pairing runs out by itself, and only then does a connect begin a new one', async () => {
  const speed = 40;
  const began = Date.now();
  const now = () => began + (Date.now() - began) * speed;
  const { id, actions, until, writes, phases } = await pairing({ simulator: { speed }, now, idleMs: 0 });
  await actions.disconnect(id, rani);
  const ended = await until(id, ({ phase }) => phase === 'offline');
  expect(ended).toMatchObject({ cause: { code: 'by_admin', by: 'Rani' }, offlineDue: false, pairing: null });
  expect(writes('connect')).toHaveLength(1);
  await actions.connect(id, {}, rani);
  await until(id, ({ qr }) => qr !== null);
  expect(writes('connect')).toHaveLength(2);
  expect(writes('disconnect')).toHaveLength(0);
  expect(phases(id).slice(-5)).toEqual(['pairing', 'stopping', 'offline', 'connecting', 'pairing']);
});

test('a scan of a withdrawn pairing is switched off, but only when it is fully logged in', async () => {
  const { id, actions, until, writes, control } = await pairing();
  await actions.disconnect(id, rani);
  control.scan(id);
  await until(id, ({ phase }) => phase === 'online');
  const off = await until(id, ({ phase }) => phase === 'offline');
  expect(off).toMatchObject({
    cause: { code: 'by_admin', by: 'Rani' },
    desired: 'offline',
    offlineDue: false,
  });
  expect(writes('disconnect')).toHaveLength(1);
  expect(control.truthOf(id).whatsapp).toMatchObject({ paired: true });
});

test('a scan of a withdrawn pairing that is wanted again stays online', async () => {
  const { id, actions, until, writes, control } = await pairing();
  await actions.disconnect(id, rani);
  control.scan(id);
  await actions.connect(id, {}, oscar);
  await until(id, ({ phase, offlineDue }) => phase === 'online' && !offlineDue);
  expect(writes('disconnect')).toHaveLength(0);
  expect(writes('connect')).toHaveLength(1);
});

test('a pairing code asked for in the same breath as the connect is given, typed, and brings it online', async () => {
  const { id, actions, until, control } = await one();
  const [, code] = await Promise.all([
    actions.connect(id, {}, rani),
    actions.pairPhone(id, '628123456789', rani),
  ]);
  // Whichever took the row first: asked again, it is there.
  const given = code.ok ? code : await actions.pairPhone(id, '628123456789', rani);
  expect(given).toMatchObject({ ok: true });
  const row = await until(id, ({ pairingCode }) => pairingCode !== null);
  expect(row.pairingCode).toMatchObject({
    code: given.ok && given.data.LinkingCode,
    phone: '628123456789',
    expiresAt: row.pairing!.endsAt,
  });
  control.enterCode(id, { code: row.pairingCode!.code });
  const online = await until(id, ({ phase }) => phase === 'online');
  expect(online).toMatchObject({ pairingCode: null, qr: null });
});

test('what the service says against a number reaches whoever typed it', async () => {
  const { id, actions } = await pairing();
  expect(await actions.pairPhone(id, '12345', rani)).toMatchObject({
    status: 400,
    reason: 'invalid_phone',
    error: 'The service does not take this number: phone number too short',
  });
});

test('a pairing that nobody watches is stopped after the idle time, without a call to the service', async () => {
  const { id, until, writes, known } = await pairing({ idleMs: 700 });
  const row = await until(id, ({ phase }) => phase === 'stopping');
  expect(row).toMatchObject({ cause: { code: 'idle', by: null }, desired: 'offline' });
  expect(row.updatedAt - row.pairing!.startedAt!).toBeLessThan(6_000);
  expect(writes('disconnect')).toHaveLength(0);
  expect(known.get(id)!.connected).toBe(true);
});

test('a pairing that somebody watches on another node is not stopped', async () => {
  const { id, db, until, known } = await pairing({ idleMs: 700 });
  const there = () =>
    writeLooks(db, 'another node', [
      { sessionId: id, viewer: 'socket', userId: 'oscar', name: 'Oscar', present: true },
    ]);
  await there();
  const began = performance.now();
  while (performance.now() - began < 2_500) {
    await there();
    await new Promise((done) => setTimeout(done, 150));
    expect(known.get(id)!.phase).toBe('pairing');
  }
  await db.updateTable('viewers').set({ present: false }).execute();
  await until(id, ({ phase }) => phase === 'stopping');
});

test('a connect during an idle pairing counts as a look: the code does not vanish under the hands', async () => {
  const { id, actions, until } = await pairing({ idleMs: 1_500 });
  await until(id, ({ phase }) => phase === 'stopping');
  const againAt = performance.now();
  await actions.connect(id, {}, rani);
  await until(id, ({ phase }) => phase === 'pairing');
  await until(id, ({ phase }) => phase === 'stopping');
  expect(performance.now() - againAt).toBeGreaterThan(1_400);
});

test('two connects at the same moment on two nodes reach the service once', async () => {
  const service = await testService(deadly);
  simulator = service.simulator;
  const id = await service.session();
  const [left, right] = await Promise.all([startNode(service), startNode(service)]);
  await left.watch.sync(rani);
  await eventually(() => right.known.get(id) !== undefined);
  const answers = await Promise.all([
    left.actions.connect(id, {}, rani),
    right.actions.connect(id, {}, oscar),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(service.writes('connect')).toHaveLength(1);
  await right.until(id, ({ qr }) => qr !== null);
});
