import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRest } from './rest.ts';
import { signIn } from './sign-in.ts';

interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

async function server(answer: (request: IncomingMessage) => Answer) {
  const seen: string[] = [];
  const http = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    const { status = 200, body, headers } = answer(request);
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, seen };
}
const success = (data: unknown, warning?: string) => ({ body: { success: true, code: 200, data, warning } });
const failure = (status: number, reason: string, more = {}) => ({
  status,
  body: { success: false, code: status, error: 'Something', reason, ...more },
});

test('an answer comes out of its envelope, a warning with it', async () => {
  const { url, seen } = await server(() => success({ message: 'ok', details: 'd' }, 'codes run on'));
  const rest = createRest(url, { token: 't' });
  expect(await rest.disconnect('a b')).toEqual({
    data: { message: 'ok', details: 'd' },
    warning: 'codes run on',
  });
  await rest.list({ status: 'connected', q: 'a&b' });
  expect(seen).toEqual([
    'POST /api/admin/whatsapp/sessions/a%20b/disconnect Bearer t',
    'GET /api/admin/whatsapp/sessions?status=connected&q=a%26b Bearer t',
  ]);
});

test('a failure says its reason, what that leaves open, its details, and when to try again', async () => {
  const { url } = await server(() => ({
    ...failure(409, 'not_now', { why: 'heals', details: 'the service heals' }),
    headers: { 'Retry-After': '7' },
  }));
  const error = await createRest(url, { token: 't' })
    .connect('a')
    .catch((fault: unknown) => fault);
  expect(error).toMatchObject({
    name: 'HeliographError',
    reason: 'not_now',
    status: 409,
    why: 'heals',
    details: 'the service heals',
    retryAfterS: 7,
  });
});

test('an ended token is replaced once', async () => {
  const { url, seen } = await server(({ headers }) =>
    headers.authorization === 'Bearer new' ? success({ id: 'me' }) : failure(401, 'token_expired'),
  );
  const rest = createRest(url, { token: ({ fresh }) => (fresh ? 'new' : 'old') });
  expect(await rest.me()).toEqual({ id: 'me' });
  expect(seen.map((line) => line.split(' ').at(-1))).toEqual(['old', 'new']);
  await expect(createRest(url, { token: 'old' }).me()).rejects.toMatchObject({ reason: 'token_expired' });
});

test('no answer, a late one and nonsense have reasons of their own', async () => {
  const nonsense = await server(() => ({ status: 502, body: '<html>' }));
  await expect(createRest(nonsense.url).refresh()).rejects.toMatchObject({
    reason: 'bad_answer',
    status: 502,
  });
  await expect(createRest('http://127.0.0.1:1').refresh()).rejects.toMatchObject({
    reason: 'unreachable',
    status: 0,
  });
  const silent: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    );
  await expect(createRest('', { fetch: silent, timeoutMs: 10 }).refresh()).rejects.toMatchObject({
    reason: 'timeout',
  });
});

test('a program signs in again with its password when its token is about to end', async () => {
  let logins = 0;
  let lifeMs = 900_000;
  const { url } = await server(() =>
    success({
      accessToken: `t${++logins}`,
      expiresAt: new Date(Date.now() + lifeMs).toISOString(),
      user: {},
    }),
  );
  const token = signIn(url, 'a@b.c', 'secret');
  if (typeof token === 'string') throw new Error('It should be a function.');
  expect([await token({ fresh: false }), await token({ fresh: false })]).toEqual(['t1', 't1']);
  lifeMs = -1;
  expect(await token({ fresh: true })).toBe('t2');
  expect(await token({ fresh: false })).toBe('t3');
});

test('an action whose answer is lost is sent again with the same key, as often as was asked for', async () => {
  const keys: (string | undefined)[] = [];
  let losses = 1;
  const { url } = await server(({ headers, socket }) => {
    keys.push(headers['idempotency-key'] as string | undefined);
    if (losses-- > 0) socket.destroy();
    return success({ message: 'ok', details: '' });
  });
  await createRest(url, { token: 't', retries: 2 }).disconnect('a');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
  losses = 1;
  await expect(createRest(url, { token: 't' }).disconnect('a')).rejects.toMatchObject({ status: 0 });
  losses = 0;
  await createRest(url, { token: 't' }).disconnect('a', { idempotencyKey: 'mine' });
  expect(keys.at(-1)).toBe('mine');
});

test('sessions are managed at the paths and with the bodies of the contract', async () => {
  const bodies: string[] = [];
  const keys: (string | undefined)[] = [];
  const { url, seen } = await server((request) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => bodies.push(body));
    keys.push(request.headers['idempotency-key'] as string | undefined);
    return success({ items: [], events: [], nextCursor: null });
  });
  const rest = createRest(url, { token: 't' });
  await rest.create({ name: 'Toko' });
  await rest.update('a', { webhook: '' });
  await rest.transfer('a', null);
  await rest.reveal('a', ['token'], 'lost its token');
  await rest.timeline('a', { before: '9', limit: 5 });
  await rest.uptime({ ids: ['a', 'b'], window: '7d', cells: 7 });
  await rest.remove('a');
  const sessions = '/api/admin/whatsapp/sessions';
  expect(seen.map((line) => line.replace(' Bearer t', '').replace(sessions, ''))).toEqual([
    'POST ',
    'PUT /a',
    'PUT /a/transfer',
    'POST /a/reveal',
    'GET /a/events?before=9&limit=5',
    'GET /uptime?ids=a%2Cb&window=7d&cells=7',
    'DELETE /a',
  ]);
  expect(keys.map(Boolean)).toEqual([true, true, true, false, false, false, true]);
  await vi.waitFor(() =>
    expect(bodies.filter(Boolean)).toEqual([
      '{"name":"Toko"}',
      '{"webhook":""}',
      '{"userId":null}',
      '{"fields":["token"],"reason":"lost its token"}',
    ]),
  );
});

test('pairing links are made, listed and revoked', async () => {
  const { url, seen } = await server(() => success({ links: [], id: 'l', url: '/pair#x' }));
  const rest = createRest(url, { token: 't' });
  expect(await rest.makePairingLink('a', 5)).toMatchObject({ url: '/pair#x' });
  expect(await rest.pairingLinks('a')).toMatchObject({ links: [] });
  await rest.revokePairingLink('a', 'l');
  const links = '/api/admin/whatsapp/sessions/a/pairing-links';
  expect(seen).toEqual([`POST ${links} Bearer t`, `GET ${links} Bearer t`, `DELETE ${links}/l Bearer t`]);
});
