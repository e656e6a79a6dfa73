import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { migrate, openDatabase, type Database } from '../../db/database.ts';
import { testDatabase, type TestDatabase } from '../../db/testing.ts';
import { findUsers, insertUser, type UserRow } from '../../db/users.ts';
import { createClock, type Clock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import { createAuth, type Auth } from './auth.ts';
import { ensureFirstAdmin } from './first-admin.ts';
import { hashPassword } from './passwords.ts';

const jwtSecret = 'a secret for the tests of this file';
const key = (secret = jwtSecret) => new TextEncoder().encode(secret);
const from = { ip: '127.0.0.1', userAgent: 'test' };
const log = createLog({ level: 'silent', format: 'json' });

let home: TestDatabase;
let database: Database;
let passwordHash: string;
beforeAll(async () => {
  home = await testDatabase();
  database = openDatabase(home.connectionString);
  await migrate(database.db);
  passwordHash = await hashPassword('right horse');
});
afterAll(async () => {
  await database.close();
  await home.drop();
});

/** The clock can be moved; the database's own cannot. */
let shiftMs: number;
let clock: Clock;
let user: UserRow;
let count = 0;
beforeEach(async () => {
  shiftMs = 0;
  clock = createClock(() => Date.now() + shiftMs);
  const email = `rani${++count}@example.com`;
  user = (await insertUser(database.db, { email, name: 'Rani', role: 'operator', passwordHash }))!;
});

const auth = (
  foreign: { issuer: string | null; audience: string | null } = { issuer: null, audience: null },
): Auth => createAuth({ db: database.db, clock, log, jwtSecret, accessTokenMs: 900_000, foreign });
const foreignToken = (claims: Record<string, unknown>, secret?: string) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key(secret));
const bump = () =>
  database.db
    .updateTable('users')
    .set({ gen: user.gen + 1 })
    .where('id', '=', user.id)
    .execute();
const age = (loginOf: string, seconds: number) =>
  database.pool.query(
    `update logins set rotated_at = rotated_at - make_interval(secs => $2) where user_id = $1`,
    [loginOf, seconds],
  );

describe('signing in', () => {
  test('the token of a login names the person, for fifteen minutes', async () => {
    const one = auth();
    const signedIn = (await one.login(` ${user.email!.toUpperCase()}`, 'right horse', from))!;
    expect(signedIn.user).toEqual({ id: user.id, email: user.email, name: 'Rani', role: 'operator' });
    const who = await one.verify(signedIn.accessToken);
    expect(who).toMatchObject({ kind: 'user', userId: user.id, role: 'operator', scopes: null, gen: 1 });
    expect(Math.abs(who.expiresAt! - clock.now() - 900_000)).toBeLessThan(2_000);
    expect(who.expiresAt).toBe(signedIn.expiresAt);
  });

  test('a wrong password, an unknown account and a disabled one look alike', async () => {
    const one = auth();
    expect(await one.login(user.email!, 'wrong', from)).toBeNull();
    expect(await one.login('nobody@example.com', 'right horse', from)).toBeNull();
    await database.db.updateTable('users').set({ disabled: true }).where('id', '=', user.id).execute();
    expect(await one.login(user.email!, 'right horse', from)).toBeNull();
  });

  test('neither password nor refresh token is stored as plain text', async () => {
    const { refreshToken } = (await auth().login(user.email!, 'right horse', from))!;
    const { rows } = await database.pool.query('select * from logins, users where users.id = $1', [user.id]);
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split('.')[1]);
    expect(JSON.stringify(rows)).not.toContain('right horse');
    expect(JSON.stringify(rows)).toContain(createHash('sha256').update(refreshToken).digest('hex'));
  });
});

describe('what is refused', () => {
  test('a token at its end, as expired', async () => {
    const one = auth();
    const { accessToken } = (await one.login(user.email!, 'right horse', from))!;
    shiftMs = 901_000;
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
          .sign(key()),
    ],
    ['a token that names nobody', () => foreignToken({ role: 'admin' })],
    ['an id with a zero byte', () => foreignToken({ userId: 'a\0b', role: 'admin' })],
    ['one of ours for a user who never was', () => foreignToken({ iss: 'heliograph', sub: 'x', gen: 1 })],
    ['one of ours without its claims', () => foreignToken({ iss: 'heliograph', role: 'admin' })],
  ])('%s', async (_name, make) => {
    await expect(auth().verify(await make())).rejects.toMatchObject({
      name: 'AuthError',
      reason: 'unauthorized',
    });
  });

  test.each(['user', 'ADMIN', undefined, ['admin'], 'toString'])(
    'the foreign role %j, as forbidden',
    async (role) => {
      await expect(auth().verify(await foreignToken({ userId: '7', role }))).rejects.toMatchObject({
        reason: 'forbidden',
      });
    },
  );
});

describe("another application's people", () => {
  test('get a row at first sight, with the role of their token', async () => {
    const who = await auth().verify(
      await foreignToken({ userId: 41, role: 'super_admin', email: 'sari@example.com' }),
    );
    expect(who).toMatchObject({ userId: 'ext:41', role: 'admin', name: 'sari@example.com', kind: 'user' });
    expect(await findUsers(database.db, ['ext:41'])).toMatchObject([
      { role: 'admin', externalId: '41', email: null },
    ]);
  });

  test('many calls at first sight make one row', async () => {
    const one = auth();
    const token = await foreignToken({ sub: '42', role: 'viewer', name: 'Budi' });
    const all = await Promise.all(Array.from({ length: 5 }, () => one.verify(token)));
    expect(new Set(all.map((who) => who.userId))).toEqual(new Set(['ext:42']));
  });

  test('are bound by issuer and audience where those are set, and our own tokens are not', async () => {
    const bound = auth({ issuer: 'https://shop', audience: 'gateway' });
    const good = await foreignToken({
      userId: '5',
      role: 'viewer',
      iss: 'https://shop',
      aud: ['x', 'gateway'],
    });
    expect((await bound.verify(good)).userId).toBe('ext:5');
    for (const claims of [
      { iss: 'https://shop' },
      { aud: 'gateway' },
      { iss: 'https://other', aud: 'gateway' },
    ]) {
      const token = await foreignToken({ userId: '5', role: 'viewer', ...claims });
      await expect(bound.verify(token)).rejects.toMatchObject({ reason: 'unauthorized' });
    }
    const { accessToken } = (await bound.login(user.email!, 'right horse', from))!;
    expect((await bound.verify(accessToken)).userId).toBe(user.id);
  });

  test('cannot be one of our people by naming their id', async () => {
    const who = await auth().verify(await foreignToken({ sub: user.id, role: 'admin', gen: 1 }));
    expect(who.userId).toBe(`ext:${user.id}`);
  });

  test('are refused when disabled here', async () => {
    const token = await foreignToken({ userId: '6', role: 'admin' });
    await auth().verify(token);
    await database.db.updateTable('users').set({ disabled: true }).where('id', '=', 'ext:6').execute();
    await expect(auth().verify(token)).rejects.toMatchObject({ reason: 'unauthorized' });
  });
});

describe('revocation', () => {
  test('works at once where it was made, and is told', async () => {
    const one = auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { accessToken } = (await one.login(user.email!, 'right horse', from))!;
    await one.verify(accessToken);
    await bump();
    one.revoke(user.id);
    expect(told).toHaveBeenCalledExactlyOnceWith(user.id);
    await expect(one.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test('made elsewhere is seen by calls within five seconds, and told', async () => {
    const one = auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { accessToken } = (await one.login(user.email!, 'right horse', from))!;
    await one.verify(accessToken);
    await bump();
    await one.verify(accessToken);
    shiftMs = 5_001;
    await expect(one.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    expect(told).toHaveBeenCalledExactlyOnceWith(user.id);
  });

  test('made elsewhere is found by the recheck for those who do not call', async () => {
    const one = auth();
    const told = vi.fn();
    const { accessToken } = (await one.login(user.email!, 'right horse', from))!;
    await one.verify(accessToken);
    one.onRevoked(told);
    await one.recheck();
    expect(told).not.toHaveBeenCalled();
    await database.db.deleteFrom('users').where('id', '=', user.id).execute();
    await one.recheck();
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(user.id));
  });

  test('a role that changed counts from the row, not from the token', async () => {
    const { accessToken } = (await auth().login(user.email!, 'right horse', from))!;
    await database.db.updateTable('users').set({ role: 'viewer' }).where('id', '=', user.id).execute();
    expect((await auth().verify(accessToken)).role).toBe('viewer');
  });

  test('a token that is newer than what is remembered makes it be read again', async () => {
    const one = auth();
    const other = auth();
    const first = (await one.login(user.email!, 'right horse', from))!;
    await one.verify(first.accessToken);
    await bump();
    const second = (await other.login(user.email!, 'right horse', from))!;
    expect((await one.verify(second.accessToken)).gen).toBe(2);
  });
});

describe('staying signed in', () => {
  test('each refresh gives a new token, and the last of many works', async () => {
    const one = auth();
    let { refreshToken } = (await one.login(user.email!, 'right horse', from))!;
    const seen = new Set([refreshToken]);
    for (let i = 0; i < 4; i++) {
      const again = await one.refresh(refreshToken, from);
      expect((await one.verify(again.accessToken)).userId).toBe(user.id);
      refreshToken = again.refreshToken;
      seen.add(refreshToken);
    }
    expect(seen.size).toBe(5);
  });

  test('two tabs that refresh at once get the same next token', async () => {
    const one = auth();
    const { refreshToken } = (await one.login(user.email!, 'right horse', from))!;
    const [a, b] = await Promise.all([one.refresh(refreshToken, from), one.refresh(refreshToken, from)]);
    expect(a.refreshToken).toBe(b.refreshToken);
    expect((await one.refresh(a.refreshToken, from)).user.id).toBe(user.id);
  });

  test('a token used again after the grace ends its login and every access token', async () => {
    const one = auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { refreshToken: old } = (await one.login(user.email!, 'right horse', from))!;
    const next = await one.refresh(old, from);
    await age(user.id, 11);
    await expect(one.refresh(old, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.refresh(next.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.verify(next.accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    expect(told).toHaveBeenCalledWith(user.id);
  });

  test('a token from two rotations ago has no grace', async () => {
    const one = auth();
    const { refreshToken: old } = (await one.login(user.email!, 'right horse', from))!;
    const next = await one.refresh(old, from);
    const last = await one.refresh(next.refreshToken, from);
    await expect(one.refresh(old, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.refresh(last.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('ends with logout, with a disabled account and after thirty days', async () => {
    const one = auth();
    const login = async () => (await one.login(user.email!, 'right horse', from))!.refreshToken;
    const gone = await login();
    await one.logout(gone);
    await expect(one.refresh(gone, from)).rejects.toMatchObject({ reason: 'unauthorized' });

    const stale = await login();
    await database.pool.query(`update logins set expires_at = now() where user_id = $1`, [user.id]);
    await expect(one.refresh(stale, from)).rejects.toMatchObject({ reason: 'unauthorized' });

    const disabled = await login();
    await database.db.updateTable('users').set({ disabled: true }).where('id', '=', user.id).execute();
    await expect(one.refresh(disabled, from)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test.each(['', 'x', `${'0'.repeat(32)}.${'a'.repeat(43)}`])('refuses %j', async (token) => {
    await expect(auth().refresh(token, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await auth().logout(token);
  });
});

describe('the first admin', () => {
  test('is made once, also by gateways that start together, with a password shown once', async () => {
    const wanted = { email: 'first@example.com', password: null };
    const made = (await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(database.db, wanted)))).filter(
      Boolean,
    );
    expect(made).toHaveLength(1);
    expect(made[0]!.generatedPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const signedIn = await auth().login(wanted.email, made[0]!.generatedPassword!, from);
    expect(signedIn?.user.role).toBe('admin');
    expect(await ensureFirstAdmin(database.db, wanted)).toBeNull();
  });
});
