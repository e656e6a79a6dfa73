import { expect, test } from 'vitest';
import { eventually, rani, testService } from './testing.ts';
import { startNode } from './testing-node.ts';

test('a gateway that ends in the middle of a pairing goes on with the running code, its number and its end', async () => {
  const service = await testService();
  const id = await service.session();
  const first = await startNode(service);
  await first.watch.sync(rani);
  await first.actions.connect(id, {}, rani);
  const shown = await first.until(id, ({ qr }) => qr !== null);
  await first.stop();

  const second = await startNode(service);
  const row = second.known.get(id)!;
  expect(row.version).toBeGreaterThanOrEqual(shown.version);
  expect(row).toMatchObject({
    phase: 'pairing',
    qr: shown.qr,
    pairing: { startedAt: shown.pairing!.startedAt },
  });
  // A look at the service finds the same code, and nothing that would be new.
  expect(await second.watch.fresh(id, 0)).toMatchObject({
    ok: true,
    row: { qr: shown.qr, version: row.version },
  });
  service.control.scan(id);
  await second.until(id, ({ phase }) => phase === 'online');
});

test('a pairing that began while no gateway ran is shown only as long as each look repeats it', async () => {
  const service = await testService();
  const id = await service.session({ token: 'a-token' });
  const first = await startNode(service);
  await first.watch.sync(rani);
  await first.stop();
  await fetch(`${service.simulator.url}/session/connect`, {
    method: 'POST',
    headers: { token: 'a-token' },
    body: JSON.stringify({ Subscribe: ['Message'], Immediate: true }),
  });
  await eventually(() => service.control.truthOf(id).qr !== null);
  // The gateway was away for longer than a code lives.
  const later = () => Date.now() + 600_000;
  const second = await startNode(service, { now: later, idleMs: 0 });
  const row = await second.until(id, ({ qr }) => qr !== null);
  expect(row.qr).toMatchObject({ attempt: null, of: null });
  expect(row.qr!.expiresAt - row.observedAt).toBeLessThanOrEqual(20_000);
});

test('the time without a gateway is written down as one that nobody saw', async () => {
  const service = await testService();
  await service.session({ paired: '628000000001', online: true });
  const first = await startNode(service);
  await first.watch.sync(rani);
  await eventually(async () => (await first.db.selectFrom('upstreams').selectAll().execute()).length === 1);
  await first.stop();
  const second = await startNode(service, { now: () => Date.now() + 3_600_000 });
  await eventually(async () => {
    const gaps = await second.db.selectFrom('gaps').selectAll().execute();
    return gaps.length === 1 && gaps[0]!.to_at !== null;
  });
  const [gap] = await second.db.selectFrom('gaps').selectAll().execute();
  expect(gap).toMatchObject({ why: 'gateway' });
  expect(gap!.to_at!.getTime() - gap!.from_at.getTime()).toBeGreaterThan(3_590_000);
});

test('a wish that was stored before the gateway died is carried out by the next one', async () => {
  const service = await testService({ controlPort: 0 });
  const id = await service.session({ paired: '628000000001', online: true });
  const first = await startNode(service);
  await first.watch.sync(rani);
  await first.until(id, ({ phase }) => phase === 'online');
  await service.control.down();
  expect(await first.actions.disconnect(id, rani)).toMatchObject({ ok: false, status: 500 });
  await first.stop();
  await service.control.up();
  const second = await startNode(service);
  await second.until(id, ({ phase }) => phase === 'offline');
  expect(service.writes('disconnect')).toHaveLength(1);
});

test('a node that ends takes nothing with it: no error in its log, no work after its end', async () => {
  const service = await testService();
  const id = await service.session();
  const node = await startNode(service);
  await node.watch.sync(rani);
  const connecting = node.actions.connect(id, {}, rani).catch(() => undefined);
  await node.stop();
  await connecting;
  expect(node.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  const { counts } = service.control.calls();
  await new Promise((done) => setTimeout(done, 600));
  expect(service.control.calls().counts).toEqual(counts);
});
