import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Express } from 'express';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildHouse, type House } from './testing.ts';

let house: House;
let app: Express;
let simulator: Server;
let asked: { url: string | undefined; body: unknown }[];
let answer: { status: number; body: object };
beforeAll(async () => {
  house = await buildHouse();
  simulator = createServer((request, response) => {
    const reading = request.method === 'GET' ? Promise.resolve(null) : json(request);
    void reading.then((body) => {
      asked.push({ url: request.url, body });
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((listening) => simulator.listen(0, '127.0.0.1', listening));
  const { port } = simulator.address() as AddressInfo;
  app = house.appWith({ demo: { controlUrl: `http://127.0.0.1:${port}/_sim` } });
});
afterAll(async () => {
  simulator.closeAllConnections();
  simulator.close();
  await house.end();
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { ok: true } };
});

test.each([
  ['scan', { sessionId: 'abc', qr: '2@x' }, { user: 'abc', qr: '2@x' }],
  ['enterCode', { sessionId: 'abc', code: 'KFGV-F5TY' }, { user: 'abc', code: 'KFGV-F5TY' }],
  ['unlink', { sessionId: 'abc' }, { user: 'abc' }],
  ['goOffline', { sessionId: 'abc', forMs: 5_000 }, { user: 'abc', forMs: 5_000 }],
  ['openElsewhere', { sessionId: 'abc' }, { user: 'abc' }],
  ['ban', { sessionId: 'abc', minutes: 5 }, { user: 'abc', minutes: 5 }],
  ['down', undefined, {}],
  ['up', {}, {}],
  ['slow', { ms: 500 }, { ms: 500 }],
  ['loseWebhooks', { which: 'all' }, { which: 'all' }],
])('%s reaches the simulator', async (name, body, forwarded) => {
  const said = await house.as('rani', app).post(`/api/demo/${name}`, body);
  expect(said.body).toEqual({ success: true, code: 200, data: { ok: true } });
  expect(asked).toEqual([{ url: `/_sim/${name}`, body: forwarded }]);
});

test.each(['seed', 'truth', 'restart', 'faults', 'calls/reset'])(
  '%s is nobody’s to use here',
  async (name) => {
    expect((await house.as('rani', app).post(`/api/demo/${name}`, {})).status).toBe(404);
    expect(asked).toEqual([]);
  },
);

test('how the service misbehaves now is told to whoever opens the phone', async () => {
  answer = { status: 200, body: { slowMs: 8_000, lose: 'none' } };
  const said = await house.as('rani', app).get('/api/demo/troubles');
  expect(said.body).toMatchObject({ data: { slowMs: 8_000, lose: 'none' } });
  expect(asked).toEqual([{ url: '/_sim/troubles', body: null }]);
  expect((await house.as('oscar', app).get('/api/demo/troubles')).status).toBe(403);
});

test('the phone is for admins', async () => {
  for (const who of ['oscar', 'vera'] as const) {
    expect((await house.as(who, app).post('/api/demo/up', {})).body).toMatchObject({
      code: 403,
      reason: 'forbidden',
    });
  }
  expect(asked).toEqual([]);
});

test('down takes no choice of how: the controls must stay in reach', async () => {
  const said = await house.as('rani', app).post('/api/demo/down', { mode: 'refuse' });
  expect(said.body).toMatchObject({ code: 400, reason: 'invalid_body' });
});

test('what the phone would show is told, by a word too where the contract has one', async () => {
  answer = { status: 400, body: { error: 'no code is shown', why: 'no_code' } };
  const said = await house.as('rani', app).post('/api/demo/scan', { sessionId: 'abc' });
  const refused = { success: false, code: 409, error: 'no code is shown', reason: 'not_now' };
  expect(said.body).toEqual({ ...refused, why: 'no_code' });
  answer = { status: 400, body: { error: 'no code is shown', why: 'of tomorrow' } };
  const newer = await house.as('rani', app).post('/api/demo/scan', { sessionId: 'abc' });
  expect(newer.body).toEqual(refused);
});

test('a simulator that is gone: 502', async () => {
  const gone = house.appWith({ demo: { controlUrl: 'http://127.0.0.1:1' } });
  const said = await house.as('rani', gone).post('/api/demo/up', {});
  expect(said.body).toMatchObject({ code: 502, reason: 'upstream_unreachable' });
});
