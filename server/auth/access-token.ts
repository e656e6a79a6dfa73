/**
 * Access tokens: ours, and those of other applications that share JWT_SECRET. HS256 only, whatever a token's
 * header says.
 */
import { createSecretKey } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Role } from '../../contract/words.ts';
import type { Clock } from '../clock.ts';
import { AuthError } from './auth-error.ts';

/** Marks tokens made here: a token of another application never passes for one of ours by its claims. */
const ownIssuer = 'heliograph';
const algorithm = 'HS256';
/** A poller brings the same token again and again: a signature is checked once, all else each time. */
const mostRemembered = 5_000;

export type Claims = { expiresAt: number | null } & (
  | { kind: 'own'; userId: string; gen: number }
  | { kind: 'foreign'; externalId: string; name: string; role: Role }
);

export interface AccessTokens {
  issue(user: { id: string; role: Role; gen: number }): Promise<{ accessToken: string; expiresAt: number }>;
  /** @throws AuthError */
  read(token: string): Promise<Claims>;
}

export function createAccessTokens(deps: {
  jwtSecret: string;
  lifeMs: number;
  clock: Clock;
  foreign: { issuer: string | null; audience: string | null };
}): AccessTokens {
  const key = createSecretKey(Buffer.from(deps.jwtSecret));
  const verifiedBefore = new Map<string, Claims>();
  return {
    async issue(user) {
      const now = deps.clock.now();
      // `exp` counts whole seconds; at least one, so that a very short life is a life.
      const issuedAt = Math.floor(now / 1_000);
      const expiresAt = Math.max(Math.floor((now + deps.lifeMs) / 1_000), issuedAt + 1);
      const accessToken = await new SignJWT({ role: user.role, gen: user.gen })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuer(ownIssuer)
        .setSubject(user.id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { accessToken, expiresAt: expiresAt * 1_000 };
    },
    async read(token) {
      const before = verifiedBefore.get(token);
      if (before && (before.expiresAt ?? Infinity) > deps.clock.now()) return before;
      const claims = await readOnce(token);
      if (verifiedBefore.size >= mostRemembered) verifiedBefore.clear();
      verifiedBefore.set(token, claims);
      return claims;
    },
  };

  async function readOnce(token: string): Promise<Claims> {
    const payload = await verified(token);
    const expiresAt = payload.exp === undefined ? null : payload.exp * 1_000;
    if (payload.iss !== ownIssuer) return { ...foreignClaims(payload, deps.foreign), expiresAt };
    const { sub, gen } = payload;
    if (!sub || typeof gen !== 'number') throw new AuthError('unauthorized', 'A token of ours lacks claims.');
    return { kind: 'own', userId: sub, gen, expiresAt };
  }

  async function verified(token: string): Promise<JWTPayload> {
    try {
      const options = { algorithms: [algorithm], currentDate: new Date(deps.clock.now()) };
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AuthError('token_expired', 'The token has expired.');
      if (error instanceof errors.JOSEError) throw new AuthError('unauthorized', error.message);
      throw error;
    }
  }
}

const foreignRoles = new Map<unknown, Role>([
  ['admin', 'admin'],
  ['super_admin', 'admin'],
  ['operator', 'operator'],
  ['viewer', 'viewer'],
]);

/** @throws AuthError forbidden when the person has no role that counts here */
function foreignClaims(
  payload: JWTPayload,
  bound: { issuer: string | null; audience: string | null },
): { kind: 'foreign'; externalId: string; name: string; role: Role } {
  if (bound.issuer !== null && payload.iss !== bound.issuer) {
    throw new AuthError('unauthorized', 'The token is of another issuer.');
  }
  if (bound.audience !== null && ![payload.aud].flat().includes(bound.audience)) {
    throw new AuthError('unauthorized', 'The token is for another audience.');
  }
  const id = payload.userId ?? payload.sub;
  const externalId = typeof id === 'number' ? String(id) : id;
  if (typeof externalId !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(externalId)) {
    throw new AuthError('unauthorized', 'The token names nobody.');
  }
  const role = foreignRoles.get(payload.role);
  if (!role) throw new AuthError('forbidden', 'The token has no role that counts here.');
  const called = [payload.name, payload.email].find((one) => typeof one === 'string' && one !== '');
  const name = String(called ?? externalId)
    .replaceAll('\0', '')
    .slice(0, 200);
  return { kind: 'foreign', externalId, name, role };
}
