import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foreignToken, foundTown, from, jwtSecret, password, type Town } from './testing.ts';

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(() => town.end());

let user: Awaited<ReturnType<Town['newcomer']>>;
beforeEach(async () => {
  user = await town.newcomer();
});

describe('signing in', () => {
  test('the token of a login names the person, for fifteen minutes', async () => {
    const one = town.auth();
    const signedIn = (await one.login(` ${user.email.toUpperCase()}`, password, from))!;
    expect(signedIn.user).toEqual({ id: user.id, email: user.email, name: 'Rani', role: 'operator' });
    const who = await one.verify(signedIn.accessToken);
    expect(who).toMatchObject({ kind: 'user', userId: user.id, role: 'operator', scopes: null, gen: 1 });
    expect(Math.abs(who.expiresAt! - town.clock.now() - 900_000)).toBeLessThan(2_000);
    expect(who.expiresAt).toBe(signedIn.expiresAt);
  });

  test('a wrong password, an unknown account and a disabled one look alike', async () => {
    const one = town.auth();
    expect(await one.login(user.email, 'wrong', from)).toBeNull();
    expect(await one.login('nobody@example.com', password, from)).toBeNull();
    await town.disable(user.id);
    expect(await one.login(user.email, password, from)).toBeNull();
  });

  test('neither password nor refresh token is stored as plain text', async () => {
    const { refreshToken } = (await town.auth().login(user.email, password, from))!;
    const { rows } = await town.pool.query('select * from logins, users where users.id = $1', [user.id]);
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split('.')[1]);
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(JSON.stringify(rows)).toContain(createHash('sha256').update(refreshToken).digest('hex'));
  });
});

describe('what is refused', () => {
  test('a token at its end, as expired', async () => {
    const one = town.auth();
    const { accessToken } = (await one.login(user.email, password, from))!;
    town.later(901_000);
    await expect(one.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test.each([
    ['no token at all', () => ''],
    ['nonsense', () => 'a.b.c'],
    ['an API key that nobody has', () => 'hgk_abc'],
    [
      'another secret',
      () => foreignToken({ userId: '1', role: 'admin' }, 'another secret of many characters'),
    ],
    [
      'alg none',
      () => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return `${part({ alg: 'none' })}.${part({ userId: '1', role: 'admin', exp: 9_999_999_999 })}.`;
      },
    ],
    [
      'another algorithm with the same secret',
      () =>
        new SignJWT({ userId: '1', role: 'admin' })
          .setProtectedHeader({ alg: 'HS512' })
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(jwtSecret)),
    ],
    ['a token that names nobody', () => foreignToken({ role: 'admin' })],
    ['an id with a zero byte', () => foreignToken({ userId: 'a\0b', role: 'admin' })],
    ['one of ours for a user who never was', () => foreignToken({ iss: 'heliograph', sub: 'x', gen: 1 })],
    ['one of ours without its claims', () => foreignToken({ iss: 'heliograph', role: 'admin' })],
  ])('%s', async (_name, make) => {
    await expect(town.auth().verify(await make())).rejects.toMatchObject({
      name: 'AuthError',
      reason: 'unauthorized',
    });
  });

  test.each(['user', 'ADMIN', undefined, ['admin'], 'toString'])(
    'the foreign role %j, as forbidden',
    async (role) => {
      await expect(town.auth().verify(await foreignToken({ userId: '7', role }))).rejects.toMatchObject({
        reason: 'forbidden',
      });
    },
  );
});
