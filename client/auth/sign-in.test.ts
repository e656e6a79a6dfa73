import { expect, test, vi } from 'vitest';
import type { LoginData } from '../../contract/rest.ts';
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { createAuth, lifetimeMs } from './sign-in.ts';

const user = { id: 'u1', email: 'rani@example.org', name: 'Rani', role: 'admin' as const };
/** A token that holds for `seconds`; its clock is not ours. */
function login(name: string, seconds: number): LoginData {
  const claims = btoa(JSON.stringify({ sub: 'u1', iat: 1_000, exp: 1_000 + seconds, name }));
  return { accessToken: `head.${claims}.sign`, expiresAt: new Date(0).toISOString(), user };
}
const refused = () =>
  Promise.reject(new HeliographError({ reason: 'unauthorized', status: 401, message: 'no' }));
const silent = () =>
  Promise.reject(new HeliographError({ reason: 'unreachable', status: 0, message: 'gone' }));

function begin(refresh: () => Promise<LoginData>, signOut = () => Promise.resolve(), marked = true) {
  let now = 0;
  const api = { login: vi.fn(() => Promise.resolve(login('first', 900))), refresh: vi.fn(refresh), signOut };
  return {
    api,
    auth: createAuth(
      api,
      () => marked,
      () => now,
    ),
    pass: (ms: number) => (now += ms),
  };
}

test('a page that loads goes on with the cookie’s login', async () => {
  const { auth } = begin(() => Promise.resolve(login('cookie', 900)));
  await auth.start();
  expect(auth.state()).toEqual({ status: 'signed-in', user });
});

test('without a login it asks for one, and does not call it forced', async () => {
  const { auth } = begin(refused);
  await auth.start();
  expect(auth.state()).toEqual({ status: 'signed-out', forced: false });
});

test('a browser that was never signed in, or is signed out, does not ask for what it cannot have', async () => {
  const { auth, api } = begin(refused, undefined, false);
  await auth.start();
  expect(auth.state()).toEqual({ status: 'signed-out', forced: false });
  expect(api.refresh).not.toHaveBeenCalled();
});

test('a gateway that does not answer is not taken for a sign-out', async () => {
  const { auth } = begin(silent);
  await auth.start();
  expect(auth.state()).toEqual({ status: 'no-answer' });
});

test('a token is used until shortly before its end, then renewed once for all who ask', async () => {
  const { auth, api, pass } = begin(() => Promise.resolve(login('renewed', 900)));
  await auth.signIn('rani@example.org', 'secret');
  expect(await auth.token({ fresh: false })).toBe(login('first', 900).accessToken);
  expect(api.refresh).not.toHaveBeenCalled();
  pass(880_000);
  const both = await Promise.all([auth.token({ fresh: false }), auth.token({ fresh: false })]);
  expect(new Set(both)).toEqual(new Set([login('renewed', 900).accessToken]));
  expect(api.refresh).toHaveBeenCalledTimes(1);
});

test('a login that was ended elsewhere signs out, and says that it was forced', async () => {
  const { auth } = begin(refused);
  await auth.signIn('rani@example.org', 'secret');
  await expect(auth.token({ fresh: true })).rejects.toMatchObject({ status: 401 });
  expect(auth.state()).toEqual({ status: 'signed-out', forced: true });
});

test('while the gateway is away nobody is signed out', async () => {
  const { auth } = begin(silent);
  await auth.signIn('rani@example.org', 'secret');
  await expect(auth.token({ fresh: true })).rejects.toMatchObject({ status: 0 });
  expect(auth.state().status).toBe('signed-in');
});

test('signing out works whatever the gateway says, and is not forced', async () => {
  const { auth } = begin(refused, silent as () => Promise<never>);
  await auth.signIn('rani@example.org', 'secret');
  await auth.signOut();
  expect(auth.state()).toEqual({ status: 'signed-out', forced: false });
  await expect(auth.token({ fresh: false })).rejects.toMatchObject({ status: 401 });
});

test('a token’s life is read from its own claims, whatever this machine’s clock says', () => {
  expect(lifetimeMs(login('any', 900))).toBe(900_000);
});
