import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

const path = '/api/admin/users';
const sari = { email: ' Sari@Example.com ', name: 'Sari', role: 'viewer', password: 'long enough' };

test('an admin makes a user, who can sign in at once', async () => {
  const answer = await house.as('rani').post(path, sari);
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    success: true,
    code: 201,
    data: {
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      email: 'sari@example.com',
      name: 'Sari',
      role: 'viewer',
      disabled: false,
      lastSeenAt: null,
    },
  });
  const login = await request(house.app)
    .post('/api/auth/login')
    .send({ email: sari.email, password: sari.password });
  expect(login.status).toBe(200);
  const again = await house.as('rani').post(path, sari);
  expect(again.body).toMatchObject({ code: 409, reason: 'email_taken' });
});

test('the list has everybody, and no hash of a password', async () => {
  const answer = await house.as('rani').get(path);
  expect(answer.body.data.users.map((one: { name: string }) => one.name)).toContain('oscar');
  expect(JSON.stringify(answer.body)).not.toContain('argon2');
});

test.each(['oscar', 'vera'] as const)('%s may do neither', async (who) => {
  expect((await house.as(who).get(path)).body).toMatchObject({ code: 403, reason: 'forbidden' });
  expect((await house.as(who).post(path, sari)).body).toMatchObject({ code: 403, reason: 'forbidden' });
});

test.each([
  { ...sari, email: 'sari' },
  { ...sari, role: 'root' },
  { ...sari, password: 'short' },
  { ...sari, name: '  ' },
  { ...sari, gen: 5 },
])('%j: 400', async (body) => {
  expect((await house.as('rani').post(path, body)).body).toMatchObject({ code: 400, reason: 'invalid_body' });
});
