import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually, rani, testService, watchService } from './testing.ts';
import { startNode } from './testing-node.ts';

/** Every call is given up soon, so that a service that hangs is found out within a second. */
const timeouts = { listMs: 400, singleMs: 300, connectMs: 400, whatsappMs: 400 };
const gaps = (db: Awaited<ReturnType<typeof startNode>>['db']) =>
  db.selectFrom('gaps').selectAll().orderBy('id').execute();

test('a service that goes and comes back is told once each way, moves no session, and leaves a gap', async () => {
  const { session, watch, until, known, control, versions, logged, db, clock } = await watchService();
  const ids = [
    await session({ paired: '628000000001', online: true }),
    await session({ paired: '628000000002', online: true }),
  ];
  await watch.sync(rani);
  for (const id of ids) await until(id, ({ phase }) => phase === 'online');
  const before = versions.length;
  // Each sweep tells it too.
  const told: string[] = [known.upstream.status];
  watch.onUpstream(() => told.push(known.upstream.status));

  const wentAt = clock.now();
  await control.down();
  await eventually(() => known.upstream.status === 'unreachable');
  expect(known.upstream.since - wentAt).toBeLessThan(10_000);
  expect(await watch.fresh(ids[0]!, 1_000)).toMatchObject({ ok: false, reason: 'upstream_unreachable' });
  await eventually(async () => (await gaps(db)).length === 1);
  const lastSeen = known.upstream.observedAt!;
  expect(lastSeen).toBeLessThanOrEqual(wentAt + 250);

  await control.up();
  await eventually(() => known.upstream.status === 'reachable' && known.upstream.observedAt! > lastSeen);
  expect(versions.length).toBe(before);
  const changes = told.filter((status, i) => status !== told[i - 1]);
  expect(changes).toEqual(['reachable', 'unreachable', 'reachable']);
  expect(logged('the WhatsApp service is unreachable')).toHaveLength(1);
  expect(logged('the WhatsApp service answers')).toHaveLength(1);
  await eventually(async () => (await gaps(db))[0]!.to_at !== null);
  const [gap] = await gaps(db);
  expect(gap).toMatchObject({ upstream: 'service', why: 'upstream' });
  expect(gap!.to_at!.getTime()).toBeGreaterThan(gap!.from_at.getTime());
  const entries = await db.selectFrom('timeline').select('type').where('session_id', 'is', null).execute();
  expect(entries.map(({ type }) => type)).toEqual(['upstream_unreachable', 'upstream_reachable']);
});

describe('a gateway that starts before a service which', () => {
  const broken = {
    'answers HTML': { garbage: true },
    'answers 500': { error500: true },
    hangs: { hang: true },
  };
  test.each(Object.entries(broken))(
    '%s says so once, serves, and recovers by itself',
    async (_what, faults) => {
      const service = await testService();
      const id = await service.session({ paired: '628000000001', online: true });
      service.control.faults(faults);
      const node = await startNode(service, { timeouts });
      expect(node.known.upstream).toMatchObject({ status: 'unreachable', observedAt: null });
      await eventually(() => node.logged('the WhatsApp service is unreachable').length === 1);
      expect(await node.watch.sync(rani)).toMatchObject({ ok: false });
      service.control.faults({ garbage: false, error500: false, hang: false });
      // A list that hung is not asked for again for half a minute: whoever asks for anything notices.
      await eventually(async () => (await node.watch.sync(rani)).ok);
      await eventually(() => node.known.upstream.status === 'reachable');
      await node.until(id, ({ phase }) => phase === 'online');
      await eventually(() => node.known.upstream.observedAt !== null);
      expect(node.logged('the WhatsApp service is unreachable')).toHaveLength(1);
      expect(node.logged('"level":50')).toEqual([]);
    },
  );

  test('is not there says so once, and recovers by itself', async () => {
    const service = await testService({ controlPort: 0 });
    await service.control.down({ mode: 'refuse' });
    const node = await startNode(service);
    expect(node.known.upstream.status).toBe('unreachable');
    await service.control.up();
    await eventually(() => node.known.upstream.status === 'reachable');
    expect(node.logged('unreachable')).toHaveLength(1);
  });

  test('takes connections and says nothing is unreachable within moments', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { port: number };
    const service = await testService();
    const node = await startNode(service, { url: `http://127.0.0.1:${port}` });
    expect(node.known.upstream.status).toBe('unreachable');
  });
});

test('one session that hangs in its dial hangs the list: the others are looked at one by one, and the service is reachable', async () => {
  const service = await watchService({ timeouts });
  const { session, watch, until, known, control, logged, actions } = service;
  const healthy = await session({ paired: '628000000001', online: true });
  const stuck = await session();
  await watch.sync(rani);
  await until(healthy, ({ phase }) => phase === 'online');
  control.goOffline(stuck, { reach: 'hangs' });
  await actions.connect(stuck, {}, rani);
  await eventually(() => logged('the list of sessions hangs').length === 1);
  control.drop(healthy);
  control.goOffline(healthy, {});
  const asked = control.calls().counts['GET /admin/users'];
  const seen = await watch.fresh(healthy, 100);
  expect(seen).toMatchObject({ ok: true, row: { phase: 'reconnecting' } });
  expect(known.upstream.status).toBe('reachable');
  expect(control.calls().counts['GET /admin/users']).toBe(asked);
  expect(control.calls().maxConcurrentLists).toBe(1);
});

test('what the service itself lost in a restart needs a person, what it starts again needs nobody', async () => {
  const { session, watch, until, control, known, phases } = await watchService();
  const back = await session({ paired: '628000000001', online: true });
  const pairing = await session();
  await watch.sync(rani);
  await watch.actions.connect(pairing, {}, rani);
  await until(pairing, ({ qr }) => qr !== null);
  await control.down({ kill: true });
  await eventually(() => known.upstream.status === 'unreachable');
  await control.up();
  const lost = await until(pairing, ({ phase }) => phase === 'needs-attention');
  expect(lost).toMatchObject({ cause: { code: 'upstream_lost_session' }, qr: null, pairing: null });
  await eventually(() => known.upstream.status === 'reachable');
  await until(back, ({ phase }) => phase === 'online');
  expect(phases(back).at(-1)).toBe('online');
});
