import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from './auth.ts';
import { foreignToken, foundTown, from, password, type Town } from './testing.ts';

let town: Town;
/** What the other application serves; null: it is down. */
let served: { keys: JWK[] } | null;
let asked = 0;
let server: Server;
let auth: Auth;
const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();

beforeAll(async () => {
  town = await foundTown();
  const keys: JWK[] = [];
  for (const alg of ['RS256', 'ES256', 'EdDSA', 'RS512']) {
    const pair = await generateKeyPair(alg, { extractable: true });
    pairs.set(alg, pair);
    keys.push({ ...(await exportJWK(pair.publicKey)), kid: alg, alg });
  }
  served = { keys };
  server = createServer((_request, response) => {
    asked++;
    if (served) response.setHeader('content-type', 'application/json').end(JSON.stringify(served));
    else response.writeHead(500).end('<html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  auth = withKeys();
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await town.end();
});

const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
const withKeys = (over: { issuer?: string; audience?: string } = {}) =>
  town.auth({ issuer: null, audience: null, ...over, jwksUrl: urlOf() });

const signed = (alg: string, claims: Record<string, unknown> = {}, kid = alg) =>
  new SignJWT({ userId: '9', role: 'admin', name: 'Dewi', ...claims })
    .setProtectedHeader({ alg, kid })
    .setExpirationTime('1h')
    .sign(pairs.get(alg)!.privateKey);

describe('tokens of an application that publishes its keys', () => {
  test.each(['RS256', 'ES256', 'EdDSA'])('signed with %s are taken', async (alg) => {
    expect(await auth.verify(await signed(alg))).toMatchObject({
      userId: 'ext:9',
      role: 'admin',
      name: 'Dewi',
      kind: 'user',
    });
  });

  test('meet keys that are asked for once', async () => {
    const one = withKeys();
    const before = asked;
    for (let i = 0; i < 4; i++) await one.verify(await signed('ES256', { n: i }));
    expect(asked - before).toBe(1);
  });

  test('are bound by issuer and audience', async () => {
    const bound = withKeys({ issuer: 'https://shop', audience: 'gateway' });
    expect((await bound.verify(await signed('ES256', { iss: 'https://shop', aud: 'gateway' }))).userId).toBe(
      'ext:9',
    );
    await expect(bound.verify(await signed('ES256', { iss: 'https://shop' }))).rejects.toMatchObject({
      reason: 'unauthorized',
    });
  });

  test('never pass for ours, whatever they claim', async () => {
    const user = await town.newcomer();
    const who = await auth.verify(
      await signed('ES256', { iss: 'heliograph', userId: undefined, sub: user.id, gen: 1 }),
    );
    expect(who.userId).toBe(`ext:${user.id}`);
  });

  test('and tokens by the shared secret are both good, side by side with ours', async () => {
    expect((await auth.verify(await foreignToken({ userId: '8', role: 'viewer' }))).userId).toBe('ext:8');
    const user = await town.newcomer();
    const { accessToken } = (await auth.login(user.email, password, from))!;
    expect((await auth.verify(accessToken)).userId).toBe(user.id);
  });
});

describe('what is refused', () => {
  test.each([
    [
      'HS256 with the public key as its secret',
      async () => {
        const secret = await exportSPKI(pairs.get('RS256')!.publicKey);
        return new SignJWT({ userId: '9', role: 'admin' })
          .setProtectedHeader({ alg: 'HS256', kid: 'RS256' })
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(secret));
      },
    ],
    ['an algorithm that is not pinned', () => signed('RS512')],
    ['a key of another algorithm', () => signed('ES256', {}, 'EdDSA')],
    ['a key that is not published', () => signed('ES256', {}, 'gone')],
    [
      'a key of somebody else under a known name',
      async () =>
        new SignJWT({ userId: '9', role: 'admin' })
          .setProtectedHeader({ alg: 'ES256', kid: 'ES256' })
          .setExpirationTime('1h')
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
  ])('%s', async (_name, make) => {
    await expect(auth.verify(await make())).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('any of them where no keys are configured', async () => {
    await expect(town.auth().verify(await signed('ES256'))).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  test('one at its end, as expired', async () => {
    const old = await new SignJWT({ userId: '9', role: 'admin' })
      .setProtectedHeader({ alg: 'ES256', kid: 'ES256' })
      .setExpirationTime(1)
      .sign(pairs.get('ES256')!.privateKey);
    await expect(auth.verify(old)).rejects.toMatchObject({ reason: 'token_expired' });
  });

  test('all of them while the keys cannot be read, without asking for each', async () => {
    const kept = served;
    served = null;
    const one = withKeys();
    const before = asked;
    for (let i = 0; i < 3; i++) {
      await expect(one.verify(await signed('ES256', { n: i }))).rejects.toMatchObject({
        reason: 'unauthorized',
      });
    }
    expect(asked - before).toBe(1);
    served = kept;
  });
});
