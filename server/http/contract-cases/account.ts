/** Signing in and staying signed in. */
import { type Case, type World } from './case.ts';
import { hex, partly, text, unauthorized } from './shapes.ts';

const login = 'POST /api/auth/login';
const person = { email: 'dewi@example.com', name: 'Dewi', role: 'operator' };
const secret = 'a password of dewi';
const keep = (world: World, name: string, data: unknown) => {
  world.ids[name] = (data as { id: string }).id;
};

export const accountCases: Case[] = [
  {
    what: 'login',
    as: 'nobody',
    call: login,
    body: { email: 'Operator@example.com ', password: 'a password of theirs' },
    code: 200,
    data: partly({
      user: {
        id: text,
        email: 'operator@example.com',
        name: 'operator',
        role: 'operator',
      },
    }),
  },
  {
    what: 'login with a wrong password',
    as: 'nobody',
    call: login,
    body: { email: 'operator@example.com', password: 'wrong' },
    code: 401,
    reason: 'unauthorized',
    error: 'E-mail address or password is wrong.',
  },
  {
    what: 'login without a password',
    as: 'nobody',
    call: login,
    body: { email: 'operator@example.com' },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'login, after ten wrong passwords',
    prepare: async ({ call }) => {
      for (let i = 0; i < 10; i++) {
        await call({ as: 'nobody', call: login, body: { email: 'nobody@example.com', password: 'x' } });
      }
    },
    as: 'nobody',
    call: login,
    body: { email: 'nobody@example.com', password: 'x' },
    code: 429,
    reason: 'rate_limited',
    retryAfter: true,
  },
  { what: 'refresh without a cookie', as: 'nobody', call: 'POST /api/auth/refresh', ...unauthorized },
  {
    what: 'refresh with the cookie of a login',
    headers: async ({ call }) => {
      const body = { email: 'viewer@example.com', password: 'a password of theirs' };
      const signedIn = await call({ as: 'nobody', call: login, body });
      return { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' };
    },
    as: 'nobody',
    call: 'POST /api/auth/refresh',
    code: 200,
    data: partly({ user: partly({ role: 'viewer' }) }),
  },
  { what: 'logout', as: 'nobody', call: 'POST /api/auth/logout', code: 200, data: { message: 'Signed out' } },
  {
    what: 'me',
    call: 'GET /api/auth/me',
    code: 200,
    data: {
      id: text,
      email: 'rani@heliograph.local',
      name: text,
      role: 'admin',
    },
  },
  {
    what: "me, with another application's token of a super_admin",
    as: 'foreign',
    call: 'GET /api/auth/me',
    code: 200,
    data: { id: 'ext:42', email: null, name: 'Sari', role: 'admin' },
  },
  { what: 'the own logins', as: 'vera', call: 'GET /api/auth/sessions', code: 200 },
  {
    what: 'the own logins, with a key',
    as: 'key',
    call: 'GET /api/auth/sessions',
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'an end of a login that is none',
    as: 'vera',
    call: 'DELETE /api/auth/sessions/nothing',
    code: 404,
    reason: 'not_found',
  },
  {
    what: 'an end of one of the own logins',
    prepare: async (world) => {
      const { body } = await world.call({ as: 'vera', call: 'GET /api/auth/sessions' });
      keep(
        world,
        'login',
        (body.data as { current: boolean }[]).find(({ current }) => !current),
      );
    },
    as: 'vera',
    call: 'DELETE /api/auth/sessions/{login}',
    code: 200,
    data: { id: hex },
  },
  {
    what: 'a change of password with a wrong one',
    as: 'oscar',
    call: 'POST /api/auth/password',
    body: { current: 'wrong', new: 'another password' },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'a change of password: the other logins end, this one goes on',
    as: 'nobody',
    headers: async ({ call }) => {
      await call({
        call: 'POST /api/admin/users',
        body: { ...person, email: 'budi@example.com', password: secret },
      });
      const signedIn = await call({
        as: 'nobody',
        call: login,
        body: { email: 'budi@example.com', password: secret },
      });
      return { authorization: `Bearer ${(signedIn.body.data as { accessToken: string }).accessToken}` };
    },
    call: 'POST /api/auth/password',
    body: { current: secret, new: 'another password' },
    code: 200,
    data: partly({ accessToken: text }),
  },
  {
    what: 'a new password that is too short',
    as: 'oscar',
    call: 'POST /api/auth/password',
    body: { current: 'wrong', new: 'short' },
    code: 400,
    reason: 'invalid_body',
  },
];
