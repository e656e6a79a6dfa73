import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureFirstAdmin } from './first-admin.ts';
import { foundTown, from, type Town } from './testing.ts';

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(() => town.end());

describe('the first admin', () => {
  test('is made once, also by gateways that start together, with a password shown once', async () => {
    const wanted = { email: 'first@example.com', password: null };
    const made = (await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(town.db, wanted)))).filter(Boolean);
    expect(made).toHaveLength(1);
    expect(made[0]!.generatedPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const signedIn = await town.auth().login(wanted.email, made[0]!.generatedPassword!, from);
    expect(signedIn?.user.role).toBe('admin');
    expect(await ensureFirstAdmin(town.db, wanted)).toBeNull();
  });
});
