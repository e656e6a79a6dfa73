import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LoginData, User } from '../../contract/rest.ts';
import { success, Failure } from '../../contract/envelope.ts';
import { perAccount, perAddress } from './login-limit.ts';
import { buildHouse, password, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

/** A fresh app has counted no failed login yet. */
let app: ReturnType<House['appWith']>;
beforeEach(() => {
  app = house.appWith({});
});

const login = (email = 'rani@example.com', given = password) =>
  request(app).post('/api/auth/login').send({ email, password: given });
const cookieOf = (answer: request.Response) => String(answer.headers['set-cookie']?.[0] ?? '').split(';')[0]!;

test('a login answers a token that works, and a cookie out of reach of scripts and other sites', async () => {
  const answer = await login();
  const { data } = success(LoginData).parse(answer.body);
  expect(data.user).toMatchObject({ email: 'rani@example.com', role: 'admin' });
  const [cookie, mark] = answer.headers['set-cookie'] as unknown as string[];
  expect(cookie).toMatch(
    /^heliograph_refresh=[^;]+; Max-Age=2592000; Path=\/api\/auth; .*HttpOnly; SameSite=Strict$/,
  );
  // For scripts to see that there is a login, and nothing of it.
  expect(mark).toMatch(/^heliograph_login=yes; Max-Age=2592000; Path=\/; Expires=[^;]+; SameSite=Strict$/);
  const me = await request(app).get('/api/auth/me').set('Authorization', `Bearer ${data.accessToken}`);
  expect(success(User).parse(me.body).data).toEqual(data.user);
});

test('the cookie is Secure where a trusted proxy says that the browser speaks https', async () => {
  app = house.appWith({ config: { corsOrigins: [], trustProxy: 1, metricsToken: null } });
  expect(String((await login().set('X-Forwarded-Proto', 'https')).headers['set-cookie'])).toContain(
    '; Secure',
  );
  expect(String((await login()).headers['set-cookie'])).not.toContain('Secure');
});

test('a wrong password and an unknown account get the same answer', async () => {
  const [wrong, unknown] = [await login('rani@example.com', 'no'), await login('nobody@example.com', 'no')];
  expect(wrong.status).toBe(401);
  expect(Failure.parse(wrong.body).reason).toBe('unauthorized');
  expect(unknown.body).toEqual(wrong.body);
});

test.each([
  {},
  { email: 'a' },
  { email: 'a', password: '' },
  { email: 1, password: 'x' },
  { email: 'a', password: 'b', more: 1 },
])('%j is no login: 400', async (body) => {
  const answer = await request(app).post('/api/auth/login').send(body);
  expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
});

test('a form of another site cannot sign anybody in', async () => {
  const answer = await request(app)
    .post('/api/auth/login')
    .set('Content-Type', 'text/plain')
    .send(JSON.stringify({ email: 'rani@example.com', password }));
  expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
});

describe('refresh', () => {
  test('rotates the cookie, and the old one betrays a thief after its grace', async () => {
    const first = cookieOf(await login());
    const refreshed = await request(app).post('/api/auth/refresh').set('Cookie', `a=b; ${first}`);
    const { data } = success(LoginData).parse(refreshed.body);
    const second = cookieOf(refreshed);
    expect(second).not.toBe(first);
    const me = await request(app).get('/api/auth/me').set('Authorization', `Bearer ${data.accessToken}`);
    expect(me.status).toBe(200);

    await house.deps.db
      .updateTable('logins')
      .set({ rotated_at: new Date(0) })
      .execute();
    const reused = await request(app).post('/api/auth/refresh').set('Cookie', first);
    expect(reused.body).toMatchObject({ code: 401, reason: 'unauthorized', error: 'Unauthorized' });
    expect(String(reused.headers['set-cookie'])).toContain('heliograph_refresh=;');
    expect((await request(app).post('/api/auth/refresh').set('Cookie', second)).status).toBe(401);
    const after = await request(app).get('/api/auth/me').set('Authorization', `Bearer ${data.accessToken}`);
    expect(after.body).toMatchObject({ code: 401, reason: 'token_expired', error: 'Unauthorized' });
  });

  test('ends with logout', async () => {
    const cookie = cookieOf(await login('oscar@example.com'));
    const out = await request(app).post('/api/auth/logout').set('Cookie', cookie);
    expect(out.body).toMatchObject({ success: true, code: 200 });
    expect(String(out.headers['set-cookie'])).toContain('heliograph_refresh=;');
    expect(String(out.headers['set-cookie'])).toContain('heliograph_login=;');
    expect((await request(app).post('/api/auth/refresh').set('Cookie', cookie)).status).toBe(401);
  });

  test('logout without a cookie is done already', async () => {
    expect((await request(app).post('/api/auth/logout')).status).toBe(200);
  });
});

describe('failed logins', () => {
  test('are limited for an account from an address, with the time to wait, and for nobody else', async () => {
    for (let i = 0; i < perAccount; i++) expect((await login('oscar@example.com', 'no')).status).toBe(401);
    const limited = await login(' OSCAR@example.com', password);
    expect(limited.status).toBe(429);
    expect(Failure.parse(limited.body).reason).toBe('rate_limited');
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login('vera@example.com')).status).toBe(200);
  });

  test('of a stranger do not lock the account out elsewhere', async () => {
    app = house.appWith({ config: { corsOrigins: [], trustProxy: 1, metricsToken: null } });
    const from = (ip: string, given: string) => login('oscar@example.com', given).set('X-Forwarded-For', ip);
    for (let i = 0; i < perAccount; i++) await from('203.0.113.9', 'no');
    expect((await from('203.0.113.9', password)).status).toBe(429);
    expect((await from('198.51.100.4', password)).status).toBe(200);
  });

  test('without a trusted proxy an address cannot be claimed', async () => {
    for (let i = 0; i < perAccount; i++) {
      await login('oscar@example.com', 'no').set('X-Forwarded-For', `203.0.113.${i}`);
    }
    expect((await login('oscar@example.com').set('X-Forwarded-For', '198.51.100.4')).status).toBe(429);
  });

  test('of many accounts from one address are limited too', async () => {
    const calls = Array.from({ length: perAddress }, (_, i) =>
      request(app)
        .post('/api/auth/login')
        .send({ email: `nobody${i}@example.com` }),
    );
    expect(new Set((await Promise.all(calls)).map((answer) => answer.status))).toEqual(new Set([400]));
    expect((await login()).status).toBe(429);
  });

  test('that are followed by right ones count no further', async () => {
    for (let i = 0; i < perAccount + 2; i++) expect((await login('vera@example.com')).status).toBe(200);
  });
});
