import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listLogins } from '../../db/logins.ts';
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

describe('a login that is ended', () => {
  test('takes its own access tokens along at once, and nobody else’s', async () => {
    const auth = town.auth();
    const told = vi.fn();
    auth.onCredentialRevoked(told);
    const laptop = (await auth.login(user.email, password, from))!;
    const phone = (await auth.login(user.email, password, from))!;
    const { credentialId } = await auth.verify(phone.accessToken);
    expect(await auth.endLogin(user.id, credentialId!)).toBe(true);
    expect(told).toHaveBeenCalledExactlyOnceWith(credentialId);
    await expect(auth.verify(phone.accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    await expect(auth.refresh(phone.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    expect((await auth.verify(laptop.accessToken)).userId).toBe(user.id);
    expect(await listLogins(town.db, user.id)).toHaveLength(1);
    expect(await auth.endLogin(user.id, credentialId!)).toBe(false);
  });

  test('is its owner’s to end', async () => {
    const auth = town.auth();
    const { accessToken } = (await auth.login(user.email, password, from))!;
    const { credentialId } = await auth.verify(accessToken);
    const other = await town.newcomer();
    expect(await auth.endLogin(other.id, credentialId!)).toBe(false);
    expect((await auth.verify(accessToken)).userId).toBe(user.id);
  });

  test('is seen on other nodes within five seconds, and told there by the recheck', async () => {
    const [here, there] = [town.auth(), town.auth()];
    const told = vi.fn();
    there.onCredentialRevoked(told);
    const { accessToken, refreshToken } = (await here.login(user.email, password, from))!;
    const { credentialId } = await there.verify(accessToken);
    expect(await here.logout(refreshToken)).toEqual({ userId: user.id });
    await there.recheck();
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(credentialId));
    await expect(there.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test('through all its refreshes it is the same login', async () => {
    const auth = town.auth();
    const first = (await auth.login(user.email, password, from))!;
    const second = await auth.refresh(first.refreshToken, from);
    const { credentialId } = await auth.verify(first.accessToken);
    expect((await auth.verify(second.accessToken)).credentialId).toBe(credentialId);
  });
});

describe('a new password', () => {
  const next = 'another horse';

  test('needs the old one', async () => {
    const auth = town.auth();
    const { accessToken } = (await auth.login(user.email, password, from))!;
    const who = await auth.verify(accessToken);
    expect(await auth.changePassword(who, 'wrong', next)).toBeNull();
    expect((await auth.verify(accessToken)).userId).toBe(user.id);
  });

  test('ends all other logins and every access token, and this login goes on', async () => {
    const auth = town.auth();
    const here = (await auth.login(user.email, password, from))!;
    const there = (await auth.login(user.email, password, from))!;
    const told = vi.fn();
    auth.onRevoked(told);
    const who = await auth.verify(here.accessToken);
    const changed = (await auth.changePassword(who, password, next))!;
    expect(told).toHaveBeenCalledWith(user.id);
    for (const { accessToken } of [here, there]) {
      await expect(auth.verify(accessToken)).rejects.toMatchObject({ reason: 'token_expired' });
    }
    expect((await auth.verify(changed.accessToken)).credentialId).toBe(who.credentialId);
    await expect(auth.refresh(there.refreshToken, from)).rejects.toMatchObject({ reason: 'unauthorized' });
    expect((await auth.refresh(here.refreshToken, from)).user.id).toBe(user.id);
    expect(await auth.login(user.email, password, from)).toBeNull();
    expect(await auth.login(user.email, next, from)).not.toBeNull();
  });
});
