/** The wire contract's table: each line is called at the real app, and its answer is held against the OpenAPI document too. */
import { SignJWT } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../sessions/testing.ts';
import { runGateway } from '../testing.ts';
import { operations } from '../../contract/operations/all.ts';
import { accountCases } from './contract-cases/account.ts';
import { seeds, sessions, type Answered, type Case, type World } from './contract-cases/case.ts';
import { connectCases } from './contract-cases/connect.ts';
import { endsCases } from './contract-cases/ends.ts';
import { envelopeCases } from './contract-cases/envelope.ts';
import { faultCases } from './contract-cases/faults.ts';
import { gatewayCases } from './contract-cases/gateway.ts';
import { linksCases } from './contract-cases/links.ts';
import { listsCases } from './contract-cases/lists.ts';
import { looksCases } from './contract-cases/looks.ts';
import { manageCases } from './contract-cases/manage.ts';
import { keysCases, peopleCases } from './contract-cases/people.ts';
import { receiptCases } from './contract-cases/receipts.ts';
import { revealCases, uptimeCases } from './contract-cases/secrets.ts';
import { phoneCases } from './contract-cases/pairphone.ts';
import { mistakesOf, operationOf } from './openapi-testing.ts';

let world: World;
/** The operations that were called with success. */
const done = new Set<string>();
let end: () => Promise<void> = () => Promise.resolve();
afterAll(() => end());

const password = 'a password of theirs';

beforeAll(async () => {
  const gateway = await runGateway({
    sweepEveryMs: 400,
    timeouts: { listMs: 600, singleMs: 300, connectMs: 600, whatsappMs: 600 },
    atEnd: (stop) => {
      end = stop;
    },
  });
  const { control } = gateway.simulator;
  const ids: Record<string, string> = {};
  for (const [name, seed] of Object.entries(seeds)) {
    ids[name] = control.addUser({ token: `token of ${name}`.replaceAll(' ', '-'), ...seed }).id;
  }
  for (const [name, { online }] of Object.entries(seeds)) {
    if (online) await eventually(() => control.truthOf(ids[name]!).service.loggedIn);
  }
  await gateway.call('POST', `${sessions}/sync`);

  const tokenOf = async (role: string) => {
    const email = `${role}@example.com`;
    const made = await gateway.call<{ data: { id: string } }>('POST', '/api/admin/users', {
      email,
      name: role,
      role,
      password,
    });
    ids[role] = made.body.data.id;
    const { body } = await gateway.call<{ data: { accessToken: string } }>('POST', '/api/auth/login', {
      email,
      password,
    });
    return body.data.accessToken;
  };
  const keyWith = async (...scopes: string[]) => {
    const { body } = await gateway.call<{ data: { id: string; key: string } }>(
      'POST',
      '/api/admin/api-keys',
      {
        name: 'a tool',
        scopes,
      },
    );
    ids.key = body.data.id;
    return body.data.key;
  };
  const signed = (claims: Record<string, unknown>, expires: string | number) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(gateway.jwtSecret));

  const tokens: World['tokens'] = {
    rani: gateway.token,
    oscar: await tokenOf('operator'),
    vera: await tokenOf('viewer'),
    reader: await keyWith('sessions:read'),
    key: await keyWith('sessions:read', 'sessions:qr', 'sessions:act', 'sessions:manage'),
    foreign: await signed({ userId: '42', role: 'super_admin', name: 'Sari' }, '1h'),
    stale: await signed({ userId: '42', role: 'super_admin' }, Math.floor(Date.now() / 1_000) - 600),
    nobody: '',
  };
  world = {
    gateway,
    ids,
    tokens,
    call,
    until: (name, is) =>
      eventually(async () => {
        const { body } = await call({ call: `GET ${sessions}/{${name}}/status` });
        return is(body.data as never);
      }),
  };
  await ownedBy('operator', 'own');
}, 60_000);

/** By hand: the gateway sees it within its scan. */
async function ownedBy(person: string, session: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.gateway.connectionString });
  await client.connect();
  await client.query('update sessions set owner_id = $1, version = version + 1 where id = $2', [
    world.ids[person],
    world.ids[session],
  ]);
  await client.query(`select pg_notify('heliograph', '{"scan":true}')`);
  await client.end();
  await eventually(
    async () => (await call({ as: 'oscar', call: `GET ${sessions}/{${session}}/status` })).status === 200,
  );
}

async function call(line: Pick<Case, 'as' | 'call' | 'body' | 'text' | 'headers'>): Promise<Answered> {
  const [method = '', path = ''] = line.call.split(' ');
  const token = world.tokens[line.as ?? 'rani'];
  const body = line.text ?? (line.body === undefined ? undefined : JSON.stringify(line.body));
  const response = await fetch(
    world.gateway.url + path.replace(/\{(\w+)\}/g, (_, name: string) => world.ids[name] ?? name),
    {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(typeof line.headers === 'function' ? await line.headers(world) : line.headers),
      },
      body,
    },
  );
  const { status, headers } = response;
  const text = await response.text();
  const json = /json/.test(headers.get('content-type') ?? '');
  return { status, headers, body: (json ? JSON.parse(text) : { text }) as Answered['body'] };
}

async function check(line: Case): Promise<void> {
  await line.prepare?.(world);
  const { status, headers, body } = await call(line);
  const { code, data, warning, reason, error, details } = line;
  const given = { reason, error, details, warning };
  const expected = Object.entries(given).filter(([, value]) => value !== undefined);
  if (reason) expect(body).toMatchObject({ success: false, code, ...Object.fromEntries(expected) });
  else if (data !== undefined)
    expect(body).toEqual({ success: true, code, data, ...(warning === undefined ? {} : { warning }) });
  expect(status).toBe(code);
  if (body.code !== undefined) expect(body.code).toBe(status);
  if (line.retryAfter) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  const [method = '', path = ''] = line.call.split(' ');
  const operation = operationOf(method, path);
  if (!operation) return;
  if (status < 300) done.add(operation.id);
  if (!('text' in body)) expect(mistakesOf(operation, status, body)).toEqual([]);
}

/** In this order: one thing leads to the next. */
describe.each([
  ['connect', connectCases],
  ['status and qr', looksCases],
  ['pairphone', phoneCases],
  ['receipts', receiptCases],
  ['disconnect and logout', endsCases],
  ['any call', envelopeCases],
  ['account', accountCases],
  ['sessions', listsCases],
  ['sessions made and changed', manageCases],
  ['secrets shown on purpose', revealCases],
  ['uptime', uptimeCases],
  ['pairing links', linksCases],
  ['people', peopleCases],
  ['API keys', keysCases],
  ['gateway', gatewayCases],
  ['a service in trouble', faultCases],
])('%s', (_, lines) => {
  test.each(lines.map((line) => [line.what, line] as const))('%s', (_what, line) => check(line));
});

test('every operation of the document was called with success', () => {
  expect(operations.filter(({ id }) => !done.has(id)).map(({ id }) => id)).toEqual([]);
});
