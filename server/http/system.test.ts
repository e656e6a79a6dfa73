import { afterAll, beforeAll, expect, test } from 'vitest';
import { success } from '../../contract/envelope.ts';
import { SystemView } from '../../contract/system.ts';
import { takeLease } from '../../db/leases.ts';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

const path = '/api/admin/system';

test('it says who watches, how fast it is, and what it stands on', async () => {
  await takeLease(house.deps.db, { name: 'watch service', holder: 'node-1', ttlMs: 10_000, epoch: null });
  await house.session();
  const { data } = success(SystemView).parse((await house.as('rani').get(path)).body);
  expect(data).toMatchObject({
    version: '1.2.3',
    node: 'node-1',
    upstream: { status: 'reachable', latencyMs: null, version: null },
    watcher: { holder: 'node-1', lastSweepAt: null, sweepMs: null, sessions: 1 },
    push: { p50Ms: null, p95Ms: null, count: 0, windowSeconds: 600 },
    sockets: { count: 3 },
    database: { kind: 'external', version: expect.stringMatching(/^\d+/) as string },
    nodes: [{ id: 'node-1', version: '1.2.3', watches: true }],
  });
});

test('operators may read it, viewers not', async () => {
  expect((await house.as('oscar').get(path)).status).toBe(200);
  expect((await house.as('vera').get(path)).body).toMatchObject({ code: 403, reason: 'forbidden' });
});
