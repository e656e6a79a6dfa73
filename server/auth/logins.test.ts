import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { foundTown, from, password, type Town } from './testing.ts';

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(() => town.end());

let user: Awaited<ReturnType<Town['newcomer']>>;
beforeEach(async () => {
  user = await town.newcomer();
});

const age = (seconds: number) =>
  town.pool.query(
    `update logins set rotated_at = rotated_at - make_interval(secs => $2) where user_id = $1`,
    [user.id, seconds],
  );

describe('staying signed in', () => {
  test('each refresh gives a new token, and the last of many works', async () => {
    const one = town.auth();
    let { refreshToken } = (await one.login(user.email, password, from))!;
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
    const one = town.auth();
    const { refreshToken } = (await one.login(user.email, password, from))!;
    const [a, b] = await Promise.all([one.refresh(refreshToken, from), one.refresh(refreshToken, from)]);
    expect(a.refreshToken).toBe(b.refreshToken);
    expect((await one.refresh(a.refreshToken, from)).user.id).toBe(user.id);
  });

  test('a token used again after the grace ends its login and every access token', async () => {
    const one = town.auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { refreshToken: old } = (await one.login(user.email, password, from))!;
    const next = await one.refresh(old, from);
    await age(11);
    await expect(one.refresh(old, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.refresh(next.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.verify(next.accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    expect(told).toHaveBeenCalledWith(user.id);
  });

  test('a token from two rotations ago has no grace', async () => {
    const one = town.auth();
    const { refreshToken: old } = (await one.login(user.email, password, from))!;
    const next = await one.refresh(old, from);
    const last = await one.refresh(next.refreshToken, from);
    await expect(one.refresh(old, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(one.refresh(last.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('ends with logout, with a disabled account and after thirty days', async () => {
    const one = town.auth();
    const login = async () => (await one.login(user.email, password, from))!.refreshToken;
    const gone = await login();
    await one.logout(gone);
    await expect(one.refresh(gone, from)).rejects.toMatchObject({ reason: 'unauthorized' });

    const stale = await login();
    await town.pool.query(`update logins set expires_at = now() where user_id = $1`, [user.id]);
    await expect(one.refresh(stale, from)).rejects.toMatchObject({ reason: 'unauthorized' });

    const disabled = await login();
    await town.disable(user.id);
    await expect(one.refresh(disabled, from)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test.each(['', 'x', `${'0'.repeat(32)}.${'a'.repeat(43)}`])('refuses %j', async (token) => {
    await expect(town.auth().refresh(token, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    await town.auth().logout(token);
  });
});
