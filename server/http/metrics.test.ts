import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMetrics } from '../observability/metrics.ts';
import { buildHouse, sessionsPath, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

const settings = { corsOrigins: [], trustProxy: false as const };

describe('/metrics without a METRICS_TOKEN', () => {
  test('answers this machine, in Prometheus’ format', async () => {
    const answer = await request(house.app).get('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toContain('# TYPE heliograph_push_latency_seconds histogram');
  });

  test.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via'])(
    'and nobody who came through a proxy (%s)',
    async (header) => {
      for (const trustProxy of [false, 1] as const) {
        const app = house.appWith({ config: { ...settings, trustProxy, metricsToken: null } });
        const answer = await request(app).get('/metrics').set(header, '127.0.0.1');
        expect(answer.body).toMatchObject({ code: 403, reason: 'forbidden' });
      }
    },
  );
});

describe('/metrics with a METRICS_TOKEN', () => {
  const get = (header?: string) => {
    const call = request(house.appWith({ config: { ...settings, metricsToken: 'a token' } })).get('/metrics');
    return header === undefined ? call : call.set('Authorization', header);
  };

  test.each([undefined, 'Bearer', 'Bearer another', 'Basic a token', 'Bearer a token '])(
    '%j gets 401',
    async (header) => {
      const answer = await get(header?.trimEnd() === 'Bearer a token' ? 'Bearer  a token x' : header);
      expect(answer.body).toMatchObject({ code: 401, reason: 'unauthorized' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    },
  );

  test('whoever brings it is answered, through a proxy too', async () => {
    expect((await get('Bearer a token').set('X-Forwarded-For', '203.0.113.9')).status).toBe(200);
  });
});

test('requests are counted by the template of their path, never by the path itself', async () => {
  const metrics = createMetrics({ version: '1.2.3', process: false });
  const app = house.appWith({ metrics });
  await house.as('rani', app).get(`${sessionsPath}/0123456789abcdef/status`);
  await house.as('rani', app).get('/api/admin/users');
  await house.as('rani', app).put('/api/admin/users', {});
  await request(app).get('/api/no/such/thing');
  await request(app).get('/assets/gone.js');
  const counted = async () => (await metrics.expose()).text;
  await expect.poll(counted).toContain('route="other",status="404"} 2');
  const text = await counted();
  expect(text).toContain(`{method="GET",route="${sessionsPath}/:id/status",status="404"} 1`);
  expect(text).toContain('{method="GET",route="/api/admin/users",status="200"} 1');
  expect(text).toContain('{method="PUT",route="/api/admin/users",status="405"} 1');
  for (const part of ['0123456789abcdef', 'no/such', 'gone']) expect(text).not.toContain(part);
});
