import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { scopes, type Scope } from '../../contract/keys.ts';
import { touchKey } from '../../db/api-keys.ts';
import type { Auth } from './auth.ts';
import { foundTown, type Town } from './testing.ts';

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(() => town.end());

let user: Awaited<ReturnType<Town['newcomer']>>;
beforeEach(async () => {
  user = await town.newcomer();
});

const make = (auth: Auth, over: { scopes?: Scope[]; expiresAt?: number | null } = {}) =>
  auth.keys.create({ userId: user.id, name: 'Report', scopes: ['sessions:read'], expiresAt: null, ...over });
const lastUsedAt = async (id: string) =>
  (await town.db.selectFrom('api_keys').select('last_used_at').where('id', '=', id).executeTakeFirstOrThrow())
    .last_used_at;

describe('an API key', () => {
  test('is hgk_ and 32 random bytes, and acts as the person who made it, within its scopes', async () => {
    const auth = town.auth();
    const { key, id } = await make(auth, { scopes: ['sessions:read', 'sessions:act'] });
    expect(key).toMatch(/^hgk_[\w-]{43}$/);
    expect(await auth.verify(key)).toEqual({
      kind: 'key',
      userId: user.id,
      name: 'Report',
      role: 'operator',
      scopes: new Set(['sessions:read', 'sessions:act']),
      gen: 1,
      credentialId: id,
      expiresAt: null,
    });
  });

  test('is nowhere in the database as plain text, but for how it begins', async () => {
    const { key } = await make(town.auth(), { scopes: [...scopes] });
    const { rows } = await town.pool.query('select * from api_keys');
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(key.slice(4));
    expect(stored).not.toContain(key.slice(0, 9));
  });

  test('counts for nothing once it has ended', async () => {
    const auth = town.auth();
    const { key } = await make(auth, { expiresAt: town.clock.now() + 1_000 });
    expect((await auth.verify(key)).expiresAt).toBeGreaterThan(town.clock.now());
    town.later(1_001);
    await expect(auth.verify(key)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test('has the role that its maker has now, and ends with the maker', async () => {
    const auth = town.auth();
    const { key } = await make(auth);
    await town.db.updateTable('users').set({ role: 'viewer' }).where('id', '=', user.id).execute();
    expect((await auth.verify(key)).role).toBe('viewer');
    await town.disable(user.id);
    auth.revoke(user.id);
    await expect(auth.verify(key)).rejects.toMatchObject({ reason: 'unauthorized' });
    await town.db.deleteFrom('users').where('id', '=', user.id).execute();
    town.later(5_001);
    await expect(auth.verify(key)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('outlives a change of its maker’s password', async () => {
    const auth = town.auth();
    const { key } = await make(auth);
    await town.bump(user);
    auth.revoke(user.id);
    expect((await auth.verify(key)).kind).toBe('key');
  });

  test('notes its use once a minute at most', async () => {
    const auth = town.auth();
    const { key, id } = await make(auth);
    await auth.verify(key);
    await vi.waitFor(async () => expect(await lastUsedAt(id)).not.toBeNull());
    const first = await lastUsedAt(id);
    // As another node does that sees the same key.
    await touchKey(town.db, id, 60_000);
    expect(await lastUsedAt(id)).toEqual(first);
    await town.pool.query(`update api_keys set last_used_at = last_used_at - interval '61 s' where id = $1`, [
      id,
    ]);
    await touchKey(town.db, id, 60_000);
    expect((await lastUsedAt(id))!.getTime()).toBeGreaterThan(first!.getTime());
  });

  test.each(['hgk_', 'hgk_abc', `hgk_${'x'.repeat(5_000)}`, 'hgk_\0'])('%j is nobody’s', async (key) => {
    await expect(town.auth().verify(key)).rejects.toMatchObject({ reason: 'unauthorized' });
  });
});

describe('its revocation', () => {
  test('works at once here, and is told by its id', async () => {
    const auth = town.auth();
    const told = vi.fn();
    auth.onCredentialRevoked(told);
    const { key, id } = await make(auth);
    await auth.verify(key);
    expect(await auth.keys.revoke(id)).toEqual({ name: 'Report' });
    expect(told).toHaveBeenCalledExactlyOnceWith(id);
    await expect(auth.verify(key)).rejects.toMatchObject({ reason: 'unauthorized' });
    expect(await auth.keys.revoke(id)).toBeNull();
  });

  test('made elsewhere is seen by calls within five seconds', async () => {
    const [here, there] = [town.auth(), town.auth()];
    const { key, id } = await make(here);
    await there.verify(key);
    await here.keys.revoke(id);
    town.later(5_001);
    await expect(there.verify(key)).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('made elsewhere is found by the recheck for sockets, which do not call', async () => {
    const [here, there] = [town.auth(), town.auth()];
    const told = vi.fn();
    there.onCredentialRevoked(told);
    const { key, id } = await make(here);
    await there.verify(key);
    await there.recheck();
    expect(told).not.toHaveBeenCalled();
    await here.keys.revoke(id);
    await there.recheck();
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(id));
  });

  test('is heard for a socket that brought its key days ago', async () => {
    const [here, there] = [town.auth(), town.auth()];
    const told = vi.fn();
    there.onCredentialRevoked(told);
    const { key, id } = await make(here);
    await there.verify(key);
    town.later(3 * 24 * 3_600_000);
    await there.recheck();
    await here.keys.revoke(id);
    await there.recheck();
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(id));
  });
});
