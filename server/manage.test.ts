import { expect, test } from 'vitest';
import type { Session } from '../contract/session.ts';
import { eventually } from './sessions/testing.ts';
import { runGateway, type TestGateway } from './testing.ts';
import { watchBySocket } from './testing-pushes.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';

interface Envelope<T> {
  success: boolean;
  data: T;
  error?: string;
  reason?: string;
  details?: string;
  warning?: string;
}

const ask = <T>(gateway: TestGateway, method: string, path: string, body?: unknown) =>
  gateway.call<Envelope<T>>(method, `${sessionsPath}${path}`, body);

async function make(gateway: TestGateway, body: object): Promise<Session> {
  const answer = await ask<Session>(gateway, 'POST', '', body);
  expect([answer.status, answer.body]).toMatchObject([201, { success: true }]);
  return answer.body.data;
}

const s3Config = {
  enabled: true,
  endpoint: 'https://s3.example.com',
  region: 'id-1',
  bucket: 'media',
  accessKey: 'the access key',
  secretKey: 'the secret key',
};

test('a session is made at the service too, with all that was given, and its secrets are masked', async () => {
  const gateway = await runGateway();
  const made = await make(gateway, {
    name: 'CS Pagi',
    token: 'a-token-of-its-own',
    webhook: 'https://example.com/hook',
    events: ['message', 'ReadReceipt'],
    proxyConfig: { enabled: true, proxyUrl: 'socks5://me:secret@proxy.example.com:1080' },
    s3Config,
  });
  expect(made).toMatchObject({
    name: 'CS Pagi',
    phase: 'offline',
    version: 1,
    token: '***',
    webhook: 'https://example.com/hook',
    events: ['Message', 'ReadReceipt'],
    proxyConfig: { enabled: true, proxyUrl: 'socks5://***@proxy.example.com:1080' },
    s3Config: { enabled: true, accessKey: '***', secretKey: '***', bucket: 'media' },
    owner: { name: expect.any(String) as string },
  });
  expect(made.id).toMatch(/^[0-9a-f]{32}$/);
  const there = gateway.simulator.control.truthOf(made.id);
  expect(there).toMatchObject({ service: { connected: false } });
  expect((await ask<Session>(gateway, 'GET', `/${made.id}`)).body.data).toMatchObject({
    id: made.id,
    name: 'CS Pagi',
  });
  const list = await ask<{ total: number }>(gateway, 'GET', '?q=CS');
  expect(list.body.data.total).toBe(1);
  const events = await ask<{ events: { type: string }[] }>(gateway, 'GET', `/${made.id}/events`);
  expect(events.body.data.events.map(({ type }) => type)).toEqual(['created']);
});

test('what cannot be made is refused with its reason, and nothing is left anywhere', async () => {
  const gateway = await runGateway();
  await make(gateway, { name: 'first', token: 'taken-already' });
  const refused = async (body: object) => {
    const { status, body: answer } = await ask(gateway, 'POST', '', body);
    return { status, reason: answer.reason, words: `${answer.error} ${answer.details}` };
  };
  expect(await refused({ name: 'second', token: 'taken-already' })).toMatchObject({
    status: 409,
    reason: 'token_taken',
  });
  expect(await refused({ name: 'second', token: '' })).toMatchObject({ status: 400, reason: 'invalid_body' });
  expect(await refused({ name: 'second', token: '***' })).toMatchObject({
    status: 400,
    reason: 'invalid_body',
  });
  expect(await refused({ token: 'x' })).toMatchObject({ status: 400, reason: 'invalid_body' });
  expect(await refused({ name: 'second', colour: 'red' })).toMatchObject({
    status: 400,
    words: expect.stringContaining('Unknown field: "colour"') as string,
  });
  expect(await refused({ name: 'second', events: ['Message', 'Massage'] })).toMatchObject({
    status: 400,
    reason: 'unknown_event',
  });
  expect(await refused({ name: 'second', proxyConfig: { enabled: true } })).toMatchObject({
    status: 400,
    reason: 'invalid_body',
  });
  expect(await refused({ name: 'second', s3Config: { enabled: true } })).toMatchObject({
    status: 400,
    reason: 'invalid_body',
  });
  gateway.simulator.control.addUser({ name: 'of another tool', token: 'known-there-only', events: '' });
  expect(await refused({ name: 'second', token: 'known-there-only' })).toMatchObject({
    status: 409,
    reason: 'token_taken',
  });
  expect(gateway.simulator.control.truth().users).toHaveLength(2);
  gateway.simulator.control.down();
  expect(await refused({ name: 'second' })).toMatchObject({ status: 502, reason: 'upstream_unreachable' });
  expect((await ask<{ total: number }>(gateway, 'GET', '')).body.data.total).toBe(1);
});

test('settings change at the service and here; a secret that is left out or reads *** stays', async () => {
  const gateway = await runGateway();
  const { id } = await make(gateway, { name: 'CS', events: ['Message'], s3Config });
  const changed = await ask<Session>(gateway, 'PUT', `/${id}`, {
    name: 'CS Malam',
    webhook: 'https://example.com/new',
    events: ['All'],
    proxyConfig: { enabled: true, proxyUrl: 'http://me:word@proxy.example.com:8080' },
    s3Config: { secretKey: '***', bucket: 'other' },
  });
  expect([changed.status, changed.body.warning]).toEqual([200, undefined]);
  expect(changed.body.data).toMatchObject({
    name: 'CS Malam',
    webhook: 'https://example.com/new',
    events: ['All'],
    proxyConfig: { enabled: true, proxyUrl: 'http://***@proxy.example.com:8080' },
    s3Config: { bucket: 'other', secretKey: '***' },
  });
  const again = await ask<Session>(gateway, 'PUT', `/${id}`, {
    proxyConfig: { proxyUrl: 'http://***@proxy.example.com:8080' },
  });
  expect(again.body.data.version).toBe(changed.body.data.version);
  const sync = await gateway.call<Envelope<object>>('POST', `${sessionsPath}/sync`, {});
  expect(sync.body.data).toMatchObject({ created: 0, updated: 0, missing: 0, total: 1 });
  const wrong = await ask(gateway, 'PUT', `/${id}`, { token: 'another' });
  expect([wrong.status, wrong.body.reason]).toEqual([400, 'invalid_body']);
  gateway.simulator.control.down();
  const away = await ask(gateway, 'PUT', `/${id}`, { name: 'x', webhook: '' });
  expect([away.status, away.body.reason, away.body.details]).toEqual([
    502,
    'upstream_unreachable',
    'Not changed: webhook, name.',
  ]);
});

test('a session that is given away is seen so by those who look, and one that is deleted is gone for them', async () => {
  const gateway = await runGateway();
  const person = await gateway.call<Envelope<{ id: string }>>('POST', '/api/admin/users', {
    email: 'oscar@example.com',
    name: 'Oscar',
    role: 'operator',
    password: 'a password of oscar',
  });
  const { id, generation } = await make(gateway, { name: 'CS' });
  const seen = await watchBySocket(gateway, [id]);
  const given = await ask<Session>(gateway, 'PUT', `/${id}/transfer`, { userId: person.body.data.id });
  expect(given.body.data).toMatchObject({ ownerName: 'Oscar', owner: { name: 'Oscar' } });
  await seen.until(id, (state) => state.ownerName === 'Oscar');
  const nobody = await ask<Session>(gateway, 'PUT', `/${id}/transfer`, { userId: 'no such user' });
  expect([nobody.status, nobody.body.reason]).toEqual([404, 'not_found']);

  const removed = new Promise((resolve) => seen.socket.once('session:removed', resolve));
  const gone = await ask(gateway, 'DELETE', `/${id}`);
  expect([gone.status, gone.body.data]).toEqual([200, { id, generation }]);
  expect(await removed).toEqual({ id, generation });
  expect(gateway.simulator.control.truth().users).toEqual([]);
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/status'],
  ] as const) {
    const answer = await ask(gateway, method, `/${id}${path}`);
    expect([answer.status, answer.body.reason]).toEqual([404, 'session_not_found']);
  }
});

test('one that the service lost is deleted here all the same; one that it cannot be asked about is not', async () => {
  const gateway = await runGateway();
  const { id } = await make(gateway, { name: 'CS' });
  gateway.simulator.control.down();
  const away = await ask(gateway, 'DELETE', `/${id}`);
  expect([away.status, away.body.reason]).toEqual([502, 'upstream_unreachable']);
  await gateway.simulator.control.up();
  const there = await fetch(`${gateway.simulator.url}/admin/users/${id}/full`, {
    method: 'DELETE',
    headers: { authorization: gateway.simulator.adminToken },
  });
  expect(there.status).toBe(200);
  expect((await ask(gateway, 'DELETE', `/${id}`)).status).toBe(200);
  expect((await ask(gateway, 'GET', `/${id}`)).status).toBe(404);
});

test('without the admin token a session is taken over by its token, and leaves it at the service', async () => {
  const gateway = await runGateway({ env: { WHATSAPP_ADMIN_TOKEN: '' }, webhooks: false });
  const none = await ask(gateway, 'POST', '', { name: 'CS' });
  expect([none.status, none.body.reason]).toEqual([409, 'admin_token_missing']);
  const unknown = await ask(gateway, 'POST', '', { name: 'CS', token: 'nobody-has-this' });
  expect([unknown.status, unknown.body.reason]).toEqual([409, 'admin_token_missing']);
  gateway.simulator.control.addUser({ name: 'there', token: 'there-already', events: '' });
  const { id } = await make(gateway, { name: 'CS', token: 'there-already' });
  const renamed = await ask<Session>(gateway, 'PUT', `/${id}`, { name: 'CS Malam' });
  expect(renamed.body).toMatchObject({
    data: { name: 'CS Malam' },
    warning: expect.stringContaining('keeps the old name') as string,
  });
  const gone = await ask(gateway, 'DELETE', `/${id}`);
  expect([gone.status, gone.body.warning]).toEqual([200, expect.stringContaining('stays at the service')]);
  expect(gateway.simulator.control.truth().users).toHaveLength(1);
});

test('a session that has a phone is taken over as one that may be linked: its connect hurts nobody', async () => {
  const gateway = await runGateway({ env: { WHATSAPP_ADMIN_TOKEN: '' }, webhooks: false });
  const { control } = gateway.simulator;
  control.addUser({ name: 'there', token: 'there-already', events: 'All', paired: '628000000001' });
  const { id } = await make(gateway, { name: 'CS', token: 'there-already', events: ['All'] });
  expect((await ask(gateway, 'GET', `/${id}`)).body.data).toMatchObject({
    lastJid: expect.stringMatching(/^628000000001/) as string,
  });
  expect((await ask(gateway, 'POST', `/${id}/connect`)).status).toBe(200);
  const connect = control.calls().writes.find(({ call }) => call === 'POST /session/connect');
  expect(JSON.parse(connect!.body)).toMatchObject({ Subscribe: [] });
});

test('a session whose making was not confirmed may be there all the same, and sync takes it over', async () => {
  const gateway = await runGateway({ timeouts: { singleMs: 300 }, sweepEveryMs: 60_000 });
  const { control } = gateway.simulator;
  control.faults({ slowMs: 700, only: 'POST /admin/users' });
  const answer = await ask(gateway, 'POST', '', { name: 'late', token: 'a-token-that-comes-late' });
  expect([answer.status, answer.body.reason]).toEqual([504, 'upstream_timeout']);
  expect(answer.body.details).toMatch(/sync takes it over/);
  expect((await ask<{ total: number }>(gateway, 'GET', '')).body.data.total).toBe(0);
  await eventually(() => control.truth().users.length === 1);
  control.faults({ slowMs: 0, only: '' });
  const sync = await gateway.call<Envelope<object>>('POST', `${sessionsPath}/sync`, {});
  expect(sync.body.data).toMatchObject({ created: 1 });
});
