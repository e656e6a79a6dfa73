import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../contract/session.ts';
import type { UptimeData } from '../contract/session-bodies.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { claimReceipt, finishReceipt, readReceipt } from '../db/receipts.ts';
import { eventually } from './sessions/testing.ts';
import { runGateway, type TestGateway } from './testing.ts';

const sessionsPath = '/api/admin/whatsapp/sessions';
let gateway: TestGateway;
let database: Database;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  gateway = await runGateway({ atEnd: (end) => void ends.push(end) });
  database = openDatabase(gateway.connectionString);
});
afterAll(async () => {
  await database.close();
  for (const end of ends) await end();
});

interface Answer<T = unknown> {
  status: number;
  replayed: boolean;
  body: { success: boolean; data: T; reason?: string };
}

async function ask<T>(
  method: string,
  path: string,
  { key, body, token = gateway.token }: { key?: string; body?: unknown; token?: string } = {},
): Promise<Answer<T>> {
  const response = await fetch(gateway.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return {
    status: response.status,
    replayed: response.headers.get('idempotency-replayed') === 'true',
    body: (await response.json()) as Answer<T>['body'],
  };
}

let made = 0;
async function newSession(more: object = {}): Promise<string> {
  const answer = await ask<Session>('POST', sessionsPath, { body: { name: `s${++made}`, ...more } });
  expect(answer.status).toBe(201);
  return answer.body.data.id;
}

const connects = (id: string) =>
  gateway.simulator.control
    .calls()
    .writes.filter(({ call, userId }) => call === 'POST /session/connect' && userId === id).length;

test('the same key and body is carried out once, also while the first still runs', async () => {
  const id = await newSession();
  const path = `${sessionsPath}/${id}/connect`;
  const answers = await Promise.all([1, 2, 3].map(() => ask('POST', path, { key: 'once', body: {} })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers.filter(({ replayed }) => replayed)).toHaveLength(2);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(connects(id)).toBe(1);
  await gateway.restart();
  const later = await ask('POST', path, { key: 'once', body: {} });
  expect([later.status, later.replayed, later.body]).toEqual([200, true, answers[0]?.body]);
  expect(connects(id)).toBe(1);
});

test('a key that came with another body is refused; another path, method or caller is another matter', async () => {
  const [one, two] = [await newSession(), await newSession()];
  const name = (id: string, body: object, token?: string) =>
    ask('PUT', `${sessionsPath}/${id}`, { key: 'a key', body, ...(token ? { token } : {}) });
  expect((await name(one, { name: 'x' })).status).toBe(400);
  const put = (id: string, body: object, token?: string) =>
    ask<Session>('PUT', `${sessionsPath}/${id}`, { key: 'a-key', body, ...(token ? { token } : {}) });
  expect((await put(one, { name: 'x' })).status).toBe(200);
  const other = await put(one, { name: 'y' });
  expect([other.status, other.body.reason]).toEqual([422, 'idempotency_key_reused']);
  expect((await put(two, { name: 'y' })).body.data.name).toBe('y');
  const key = await ask<{ key: string }>('POST', '/api/admin/api-keys', {
    key: 'a-key',
    body: { name: 'tool', scopes: ['sessions:read', 'sessions:manage'] },
  });
  expect(key.status).toBe(201);
  const byTool = await put(one, { name: 'z' }, key.body.data.key);
  expect([byTool.status, byTool.replayed]).toEqual([200, false]);
  const again = await ask<{ key: string }>('POST', '/api/admin/api-keys', {
    key: 'a-key',
    body: { name: 'tool', scopes: ['sessions:read', 'sessions:manage'] },
  });
  expect([again.replayed, again.body.data.key]).toEqual([true, key.body.data.key]);
  const { rows } = await database.pool.query<{ text: string }>('select r::text as text from receipts r');
  expect(rows.length).toBeGreaterThan(2);
  for (const { text } of rows) expect(text).not.toContain(key.body.data.key);
});

test('a refusal is the first answer too, with its Retry-After', async () => {
  const id = await newSession();
  const first = await ask('POST', `${sessionsPath}/${id}/logout`, { key: 'no' });
  const second = await ask('POST', `${sessionsPath}/${id}/logout`, { key: 'no' });
  expect([first.status, first.body.reason]).toEqual([409, 'not_connected']);
  expect([second.status, second.replayed, second.body]).toEqual([409, true, first.body]);
});

test('a call whose gateway ended before it answered is not carried out a second time', async () => {
  const id = await newSession();
  const path = `${sessionsPath}/${id}/connect`;
  expect((await ask('POST', path, { key: 'lost', body: {} })).status).toBe(200);
  await database.pool.query(
    "update receipts set state = 'running', heartbeat_at = now() - interval '1 minute' where key = 'lost'",
  );
  const again = await ask('POST', path, { key: 'lost', body: {} });
  expect([again.status, again.body.reason]).toEqual([409, 'action_in_progress']);
  expect(connects(id)).toBe(1);
  await database.pool.query(
    "update receipts set started_at = now() - interval '11 minutes' where key = 'lost'",
  );
  expect((await ask('POST', path, { key: 'lost', body: {} })).replayed).toBe(false);
});

test('secrets are revealed to an admin who says why, and that is written down', async () => {
  const proxyUrl = 'http://me:word@proxy.example.com:8080';
  const id = await newSession({ token: 'the-token-itself', proxyConfig: { enabled: false, proxyUrl } });
  const path = `${sessionsPath}/${id}/reveal`;
  const body = { fields: ['token', 'proxyUrl', 's3SecretKey'], reason: 'moving it to another tool' };
  const revealed = await ask('POST', path, { body });
  expect([revealed.status, revealed.body.data]).toEqual([
    200,
    { token: 'the-token-itself', proxyUrl, s3SecretKey: '' },
  ]);
  const short = await ask('POST', path, { body: { ...body, reason: 'so' } });
  expect([short.status, short.body.reason]).toEqual([400, 'invalid_body']);
  const key = await ask<{ key: string }>('POST', '/api/admin/api-keys', {
    body: { name: 'k', scopes: ['sessions:read', 'sessions:manage'] },
  });
  expect((await ask('POST', path, { body, token: key.body.data.key })).status).toBe(403);
  const reveals = async () => {
    const path = `/api/admin/audit?sessionId=${id}&limit=50`;
    const audit = await ask<{ entries: { action: string; outcome: string }[] }>('GET', path);
    expect(JSON.stringify(audit.body)).not.toContain('the-token-itself');
    return audit.body.data.entries.filter(({ action }) => action === 'session.reveal');
  };
  await eventually(async () => (await reveals()).length === 3);
  expect((await reveals()).map(({ outcome }) => outcome).sort()).toEqual(['ok', 'refused', 'refused']);
});

test('a person with other rights is not answered what was for those of before, and no answer outlives its call', async () => {
  const email = 'wayan@example.com';
  const password = 'a password of wayan';
  const made = await ask<{ id: string }>('POST', '/api/admin/users', {
    body: { email, name: 'Wayan', role: 'admin', password },
  });
  const signIn = async () => {
    const answer = await ask<{ accessToken: string }>('POST', '/api/auth/login', {
      body: { email, password },
    });
    return answer.body.data.accessToken;
  };
  const link = { key: 'a-key-of-an-admin', body: { name: 'k', scopes: ['sessions:read'] } };
  const first = await ask('POST', '/api/admin/api-keys', { ...link, token: await signIn() });
  expect(first.status).toBe(201);
  await ask('PATCH', `/api/admin/users/${made.body.data.id}`, { body: { role: 'operator' } });
  const demoted = await ask('POST', '/api/admin/api-keys', { ...link, token: await signIn() });
  expect([demoted.status, demoted.replayed]).toEqual([403, false]);

  const receipt = { scope: 's', key: 'k' };
  const claim = (holder: string) => claimReceipt(database.db, { ...receipt, holder, requestHash: 'h' });
  expect([await claim('one'), await claim('two')]).toEqual([true, false]);
  await database.pool.query(
    "update receipts set started_at = now() - interval '11 minutes' where scope = 's'",
  );
  expect(await claim('two')).toBe(true);
  await finishReceipt(database.db, { ...receipt, holder: 'one' }, { status: 200, sealed: 'late' });
  expect(await readReceipt(database.db, receipt)).toMatchObject({ state: 'running', answerSealed: null });
});

test('uptime tells a day and a week, cell by cell, of those one may see', async () => {
  const id = await newSession();
  const { body, status } = await ask<UptimeData>('GET', `${sessionsPath}/uptime?ids=${id},no-such&cells=4`);
  expect(status).toBe(200);
  const [item] = body.data.items;
  expect(body.data.items).toHaveLength(1);
  expect(item).toMatchObject({ id, share: 0 });
  expect(item?.cells.map(({ online, worst }) => [online, worst])).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [0, 'offline'],
  ]);
  const week = await ask<UptimeData>('GET', `${sessionsPath}/uptime?window=7d`);
  expect(week.body.data.items.length).toBe(made);
  expect(week.body.data.items[0]?.cells).toHaveLength(24);
  for (const query of ['window=1y', 'cells=0', `ids=${Array.from({ length: 201 }, (_, i) => i).join()}`]) {
    const refused = await ask('GET', `${sessionsPath}/uptime?${query}`);
    expect([refused.status, refused.body.reason]).toEqual([400, 'invalid_query']);
  }
});
