import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { success } from '../../contract/envelope.ts';
import { GoneData, LoginsData } from '../../contract/people.ts';
import { LoginData } from '../../contract/rest.ts';
import { perAccount } from './login-limit.ts';
import { buildHouse, callWith, password, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

let app: House['app'];
let email: string;
let made = 0;
beforeEach(async () => {
  app = house.appWith({});
  email = `sari${++made}@example.com`;
  await house.as('rani').post('/api/admin/users', { email, name: 'Sari', role: 'operator', password });
});

async function signIn(userAgent: string, given = password) {
  const answer = await request(app)
    .post('/api/auth/login')
    .set('User-Agent', userAgent)
    .send({ email, password: given });
  const cookie = String(answer.headers['set-cookie']?.[0] ?? '').split(';')[0]!;
  return { ...callWith(app, answer.body.data?.accessToken ?? ''), cookie, status: answer.status };
}
const refresh = (cookie: string) => request(app).post('/api/auth/refresh').set('Cookie', cookie);

describe('one’s own logins', () => {
  const path = '/api/auth/sessions';

  test('are listed, the one that asks is marked, and nobody else’s is there', async () => {
    const laptop = await signIn('Laptop');
    await signIn('Phone');
    const { data } = success(LoginsData).parse((await laptop.get(path)).body);
    expect(data.map(({ userAgent, current }) => [userAgent, current]).sort()).toEqual([
      ['Laptop', true],
      ['Phone', false],
    ]);
    expect(data[0]!.ip).toContain('127.0.0.1');
  });

  test('one of them is ended, with its tokens, and this one goes on', async () => {
    const [laptop, phone] = [await signIn('Laptop'), await signIn('Phone')];
    const { data } = success(LoginsData).parse((await laptop.get(path)).body);
    const { id } = data.find((one) => one.userAgent === 'Phone')!;
    expect(success(GoneData).parse((await laptop.delete(`${path}/${id}`)).body).data).toEqual({ id });
    expect((await phone.get('/api/auth/me')).body).toMatchObject({ code: 401, reason: 'token_expired' });
    expect((await refresh(phone.cookie)).status).toBe(401);
    expect((await laptop.get('/api/auth/me')).status).toBe(200);
    expect((await laptop.delete(`${path}/${id}`)).body).toMatchObject({ code: 404, reason: 'not_found' });
  });

  test('somebody else’s is not there', async () => {
    const laptop = await signIn('Laptop');
    const { data } = success(LoginsData).parse((await laptop.get(path)).body);
    const answer = await house.as('rani').delete(`${path}/${data[0]!.id}`);
    expect(answer.body).toMatchObject({ code: 404, reason: 'not_found' });
    expect((await laptop.get('/api/auth/me')).status).toBe(200);
  });

  test('signing out ends the tokens of this browser', async () => {
    const laptop = await signIn('Laptop');
    await request(app).post('/api/auth/logout').set('Cookie', laptop.cookie);
    expect((await laptop.get('/api/auth/me')).status).toBe(401);
  });
});

describe('one’s own password', () => {
  const path = '/api/auth/password';
  const next = 'another horse';

  test('changes, ends every other login, and answers a token for this one', async () => {
    const [laptop, phone] = [await signIn('Laptop'), await signIn('Phone')];
    const answer = await laptop.post(path, { current: password, new: next });
    const { data } = success(LoginData).parse(answer.body);
    expect(data.user.email).toBe(email);
    const me = await callWith(app, data.accessToken).get('/api/auth/me');
    expect(me.status).toBe(200);
    expect((await phone.get('/api/auth/me')).status).toBe(401);
    expect((await refresh(phone.cookie)).status).toBe(401);
    expect((await refresh(laptop.cookie)).status).toBe(200);
    expect((await signIn('Laptop')).status).toBe(401);
    expect((await signIn('Laptop', next)).status).toBe(200);
  });

  test('stays when the current one is wrong: 403, and soon 429 with the time to wait', async () => {
    const laptop = await signIn('Laptop');
    const wrong = { current: 'wrong', new: next };
    for (let i = 0; i < perAccount; i++) {
      expect((await laptop.post(path, wrong)).body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
    const limited = await laptop.post(path, { current: password, new: next });
    expect(limited.body).toMatchObject({ code: 429, reason: 'rate_limited' });
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn('Phone')).status).toBe(200);
  });

  test.each([
    [{ current: password, new: 'too short' }, 'new'],
    [{ current: password }, 'new'],
    [{ new: next }, 'current'],
    [{ current: 5, new: next }, 'current'],
    [{ current: password, new: next, role: 'admin' }, 'Unknown field: "role"'],
  ])('%j: 400', async (body, why) => {
    const answer = await (await signIn('Laptop')).post(path, body);
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
    expect(answer.body.details).toContain(why);
  });
});
