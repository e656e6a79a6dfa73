import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { success } from '../../contract/envelope.ts';
import { GoneData, PeopleData, Person } from '../../contract/people.ts';
import { saveExternalUser } from '../../db/users.ts';
import { buildHouse, callWith, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

const path = '/api/admin/users';
const person = { name: 'Sari', role: 'operator', password: 'long enough' };
let made = 0;
let email: string;
beforeEach(() => {
  email = `sari${++made}@example.com`;
});

async function newcomer(over: object = {}) {
  const answer = await house.as('rani').post(path, { ...person, email, ...over });
  return success(Person).parse(answer.body).data;
}
const login = (password = person.password, address = email) =>
  request(house.app).post('/api/auth/login').send({ email: address, password });
const tokenOf = async () => (await login()).body.data.accessToken as string;

describe('a new user', () => {
  test('can sign in at once', async () => {
    const answer = await house.as('rani').post(path, { ...person, email: ` ${email.toUpperCase()} ` });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      code: 201,
      data: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        email,
        name: 'Sari',
        role: 'operator',
        disabled: false,
        lastSeenAt: null,
      },
    });
    expect((await login()).status).toBe(200);
    const again = await house.as('rani').post(path, { ...person, email });
    expect(again.body).toMatchObject({ code: 409, reason: 'email_taken' });
  });

  test('may be made disabled', async () => {
    expect((await newcomer({ disabled: true })).disabled).toBe(true);
    expect((await login()).status).toBe(401);
  });

  test.each([
    [{ email: 'sari' }, 'email: not an e-mail address'],
    [{ role: 'root' }, 'role:'],
    [{ password: 'too short' }, 'password:'],
    [{ name: '  ' }, 'name:'],
    [{ disabled: 'no' }, 'disabled:'],
    [{ gen: 5, id: 'x' }, 'Unknown field: "gen", "id"'],
  ])('with %j is refused, and told why', async (over, why) => {
    const answer = await house.as('rani').post(path, { ...person, email, ...over });
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
    expect(answer.body.details).toContain(why);
  });
});

test('the list has everybody, and no hash of a password', async () => {
  const answer = await house.as('rani').get(path);
  const { data } = success(PeopleData).parse(answer.body);
  expect(data.users.map((one) => one.name)).toContain('oscar');
  expect(JSON.stringify(answer.body)).not.toContain('argon2');
});

describe('who may', () => {
  test.each(['oscar', 'vera'] as const)('not %s', async (who) => {
    const { id } = house.people.other;
    for (const call of [
      house.as(who).get(path),
      house.as(who).post(path, { ...person, email }),
      house.as(who).patch(`${path}/${id}`, { role: 'admin' }),
      house.as(who).delete(`${path}/${id}`),
    ]) {
      expect((await call).body).toMatchObject({ code: 403, reason: 'forbidden' });
    }
  });

  test('not an API key, whatever its scopes', async () => {
    const { key } = await house.deps.auth.keys.create({
      userId: house.people.rani.id,
      name: 'all',
      scopes: ['sessions:read', 'sessions:qr', 'sessions:act', 'sessions:manage'],
      expiresAt: null,
    });
    for (const where of [path, '/api/admin/api-keys', '/api/admin/audit', '/api/admin/system']) {
      expect((await callWith(house.app, key).get(where)).body).toMatchObject({
        code: 403,
        reason: 'forbidden',
      });
    }
  });
});

describe('a change', () => {
  test('of role, name and address counts at once, and ends the tokens of before', async () => {
    const { id } = await newcomer();
    const token = await tokenOf();
    const answer = await house.as('rani').patch(`${path}/${id}`, {
      role: 'viewer',
      name: 'Sari B',
      email: `b-${email}`,
    });
    expect(success(Person).parse(answer.body).data).toMatchObject({
      role: 'viewer',
      name: 'Sari B',
      email: `b-${email}`,
    });
    const me = await callWith(house.app, token).get('/api/auth/me');
    expect(me.body).toMatchObject({ code: 401, reason: 'token_expired' });
    expect((await login(person.password, `b-${email}`)).body.data.user.role).toBe('viewer');
  });

  test('that takes nothing away leaves tokens as they are', async () => {
    const { id } = await newcomer();
    const token = await tokenOf();
    await house.as('rani').patch(`${path}/${id}`, { name: 'Sari B' });
    expect((await callWith(house.app, token).get('/api/auth/me')).body.data.name).toBe('Sari B');
  });

  test('of the password by an admin ends the old one, and all logins', async () => {
    const { id } = await newcomer();
    const cookie = (await login()).headers['set-cookie']![0]!;
    await house.as('rani').patch(`${path}/${id}`, { password: 'another horse' });
    expect((await login()).status).toBe(401);
    expect((await login('another horse')).status).toBe(200);
    const refresh = await request(house.app).post('/api/auth/refresh').set('Cookie', cookie);
    expect(refresh.status).toBe(401);
  });

  test('to disabled ends everything, and back again lets in', async () => {
    const { id } = await newcomer();
    const token = await tokenOf();
    await house.as('rani').patch(`${path}/${id}`, { disabled: true });
    expect((await callWith(house.app, token).get('/api/auth/me')).status).toBe(401);
    expect((await login()).status).toBe(401);
    await house.as('rani').patch(`${path}/${id}`, { disabled: false });
    expect((await login()).status).toBe(200);
  });

  test.each([
    ['an address that somebody has', { email: 'oscar@example.com' }, 409, 'email_taken'],
    ['an unknown role', { role: 'root' }, 400, 'invalid_body'],
    ['an unknown field', { passwordHash: 'x' }, 400, 'invalid_body'],
    ['a short password', { password: 'short' }, 400, 'invalid_body'],
  ] as const)('with %s is refused', async (_name, body, code, reason) => {
    const { id } = await newcomer();
    const answer = await house.as('rani').patch(`${path}/${id}`, body);
    expect(answer.body).toMatchObject({ success: false, code, reason });
  });

  test('of another application’s person can only shut the door', async () => {
    await saveExternalUser(house.deps.db, { externalId: '77', name: 'Dewi', role: 'operator' });
    const answer = await house.as('rani').patch(`${path}/ext:77`, { role: 'admin', disabled: true });
    expect(answer.body).toMatchObject({ code: 400, reason: 'invalid_body' });
    expect(answer.body.details).toContain('role');
    const shut = await house.as('rani').patch(`${path}/ext:77`, { disabled: true });
    expect(success(Person).parse(shut.body).data).toMatchObject({ disabled: true, email: null });
  });
});

describe('the last admin', () => {
  test.each([
    ['demoted', (id: string) => house.as('rani').patch(`${path}/${id}`, { role: 'viewer' })],
    ['disabled', (id: string) => house.as('rani').patch(`${path}/${id}`, { disabled: true })],
    ['deleted', (id: string) => house.as('rani').delete(`${path}/${id}`)],
  ])('is not %s', async (_name, change) => {
    const answer = await change(house.people.rani.id);
    expect(answer.body).toMatchObject({ code: 409, reason: 'last_admin' });
    expect((await house.as('rani').get(path)).status).toBe(200);
  });
});

describe('a user who is deleted', () => {
  test('is gone with tokens and logins, and leaves sessions behind', async () => {
    const { id } = await newcomer();
    const token = await tokenOf();
    const session = await house.session({ ownerId: id });
    const answer = await house.as('rani').delete(`${path}/${id}`);
    expect(success(GoneData).parse(answer.body).data).toEqual({ id });
    expect((await callWith(house.app, token).get('/api/auth/me')).status).toBe(401);
    expect((await login()).status).toBe(401);
    const [row] = await house.deps.store.byIds([session.id]);
    expect(row).toMatchObject({ ownerId: null, version: session.version + 1 });
  });

  test.each(['nobody', 'x'.repeat(300), '%00', 'a%20b'])('%s was never there: 404', async (id) => {
    expect((await house.as('rani').delete(`${path}/${id}`)).body).toMatchObject({
      code: 404,
      reason: 'not_found',
    });
    expect((await house.as('rani').patch(`${path}/${id}`, {})).body).toMatchObject({ code: 404 });
  });
});
