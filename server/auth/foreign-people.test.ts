import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findUsers } from '../../db/users.ts';
import { foreignToken, foundTown, from, password, type Town } from './testing.ts';

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(() => town.end());

let user: Awaited<ReturnType<Town['newcomer']>>;
beforeEach(async () => {
  user = await town.newcomer();
});

describe("another application's people", () => {
  test('get a row at first sight, with the role of their token', async () => {
    const who = await town
      .auth()
      .verify(await foreignToken({ userId: 41, role: 'super_admin', email: 'sari@example.com' }));
    expect(who).toMatchObject({ userId: 'ext:41', role: 'admin', name: 'sari@example.com', kind: 'user' });
    expect(await findUsers(town.db, ['ext:41'])).toMatchObject([
      { role: 'admin', externalId: '41', email: null },
    ]);
  });

  test('many calls at first sight make one row', async () => {
    const one = town.auth();
    const token = await foreignToken({ sub: '42', role: 'viewer', name: 'Budi' });
    const all = await Promise.all(Array.from({ length: 5 }, () => one.verify(token)));
    expect(new Set(all.map((who) => who.userId))).toEqual(new Set(['ext:42']));
  });

  test('are bound by issuer and audience where those are set, and our own tokens are not', async () => {
    const bound = town.auth({ issuer: 'https://shop', audience: 'gateway' });
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
    const { accessToken } = (await bound.login(user.email, password, from))!;
    expect((await bound.verify(accessToken)).userId).toBe(user.id);
  });

  test('cannot be one of our people by naming their id', async () => {
    const who = await town.auth().verify(await foreignToken({ sub: user.id, role: 'admin', gen: 1 }));
    expect(who.userId).toBe(`ext:${user.id}`);
  });

  test('are refused when disabled here', async () => {
    const token = await foreignToken({ userId: '6', role: 'admin' });
    await town.auth().verify(token);
    await town.disable('ext:6');
    await expect(town.auth().verify(token)).rejects.toMatchObject({ reason: 'unauthorized' });
  });
});
