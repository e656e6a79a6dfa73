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

describe('revocation', () => {
  test('works at once where it was made, and is told', async () => {
    const one = town.auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { accessToken } = (await one.login(user.email, password, from))!;
    await one.verify(accessToken);
    await town.bump(user);
    one.revoke(user.id);
    expect(told).toHaveBeenCalledExactlyOnceWith(user.id);
    await expect(one.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test('made elsewhere is seen by calls within five seconds, and told', async () => {
    const one = town.auth();
    const told = vi.fn();
    one.onRevoked(told);
    const { accessToken } = (await one.login(user.email, password, from))!;
    await one.verify(accessToken);
    await town.bump(user);
    await one.verify(accessToken);
    town.later(5_001);
    await expect(one.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    expect(told).toHaveBeenCalledExactlyOnceWith(user.id);
  });

  test('made elsewhere is found by the recheck for those who do not call', async () => {
    const one = town.auth();
    const told = vi.fn();
    const { accessToken } = (await one.login(user.email, password, from))!;
    await one.verify(accessToken);
    one.onRevoked(told);
    await one.recheck();
    expect(told).not.toHaveBeenCalled();
    await town.db.deleteFrom('users').where('id', '=', user.id).execute();
    await one.recheck();
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(user.id));
  });

  test('a role that changed counts from the row, not from the token', async () => {
    const { accessToken } = (await town.auth().login(user.email, password, from))!;
    await town.db.updateTable('users').set({ role: 'viewer' }).where('id', '=', user.id).execute();
    expect((await town.auth().verify(accessToken)).role).toBe('viewer');
  });

  test('a token that is newer than what is remembered makes it be read again', async () => {
    const one = town.auth();
    const other = town.auth();
    const first = (await one.login(user.email, password, from))!;
    await one.verify(first.accessToken);
    await town.bump(user);
    const second = (await other.login(user.email, password, from))!;
    expect((await one.verify(second.accessToken)).gen).toBe(2);
  });
});
