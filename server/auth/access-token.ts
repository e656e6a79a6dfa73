/**
 * Access tokens: ours, and those of other applications. The algorithm decides which key a token meets, never the
 * other way round: HS256 is checked with JWT_SECRET alone, the others with the keys of JWT_JWKS_URL alone.
 */
import { createSecretKey } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Role } from '../../contract/words.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { AuthError } from './auth-error.ts';
import { foreignPerson, type Bound, type ForeignPerson } from './foreign-claims.ts';
import { createJwks, jwksAlgorithms, jwksKeepMs } from './jwks.ts';

/** Marks tokens made here: a token of another application never passes for one of ours by its claims. */
const ownIssuer = 'heliograph';
const algorithm = 'HS256';
/** A poller brings the same token again and again: a signature is checked once, all else each time. */
const mostRemembered = 5_000;

export type Claims = { expiresAt: number | null } & (
  { kind: 'own'; userId: string; gen: number; loginId: string | null } | ({ kind: 'foreign' } & ForeignPerson)
);

export type ForeignTokens = Bound & { jwksUrl?: string | null };

export interface AccessTokens {
  /** @param user.loginId the login that it ends with; null: its own end alone */
  issue(user: {
    id: string;
    role: Role;
    gen: number;
    loginId: string | null;
  }): Promise<{ accessToken: string; expiresAt: number }>;
  /** @throws AuthError */
  read(token: string): Promise<Claims>;
}

export function createAccessTokens(deps: {
  jwtSecret: string;
  lifeMs: number;
  clock: Clock;
  log: Log;
  foreign: ForeignTokens;
}): AccessTokens {
  const { clock } = deps;
  const key = createSecretKey(Buffer.from(deps.jwtSecret));
  const jwks = deps.foreign.jwksUrl ? createJwks(deps.foreign.jwksUrl, deps) : null;
  const verifiedBefore = new Map<string, { claims: Claims; until: number }>();
  return {
    async issue(user) {
      const now = clock.now();
      // `exp` counts whole seconds; at least one, so that a very short life is a life.
      const issuedAt = Math.floor(now / 1_000);
      const expiresAt = Math.max(Math.floor((now + deps.lifeMs) / 1_000), issuedAt + 1);
      const login = user.loginId === null ? {} : { sid: user.loginId };
      const accessToken = await new SignJWT({ role: user.role, gen: user.gen, ...login })
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
      if (before && before.until > clock.now()) return before.claims;
      const read = await readOnce(token);
      if (verifiedBefore.size >= mostRemembered) verifiedBefore.clear();
      verifiedBefore.set(token, read);
      return read.claims;
    },
  };

  async function readOnce(token: string): Promise<{ claims: Claims; until: number }> {
    const alg = algorithmOf(token);
    const byPublicKey = alg !== algorithm;
    if (byPublicKey && !(jwks && jwksAlgorithms.includes(alg))) {
      throw new AuthError('unauthorized', 'Tokens signed in this way are not taken.');
    }
    const payload = byPublicKey && jwks ? await jwks(token) : await verified(token);
    const expiresAt = payload.exp === undefined ? null : payload.exp * 1_000;
    // A key that was withdrawn is noticed when the keys are read again.
    const until = Math.min(expiresAt ?? Infinity, byPublicKey ? clock.now() + jwksKeepMs : Infinity);
    const own = !byPublicKey && payload.iss === ownIssuer;
    const claims: Claims = own
      ? { ...ownClaims(payload), expiresAt }
      : { kind: 'foreign', ...foreignPerson(payload, deps.foreign), expiresAt };
    return { claims, until };
  }

  async function verified(token: string): Promise<JWTPayload> {
    try {
      const options = { algorithms: [algorithm], currentDate: new Date(clock.now()) };
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AuthError('token_expired', 'The token has expired.');
      if (error instanceof errors.JOSEError) throw new AuthError('unauthorized', error.message);
      throw error;
    }
  }
}

function ownClaims({ sub, gen, sid }: JWTPayload): {
  kind: 'own';
  userId: string;
  gen: number;
  loginId: string | null;
} {
  if (!sub || typeof gen !== 'number') throw new AuthError('unauthorized', 'A token of ours lacks claims.');
  return { kind: 'own', userId: sub, gen, loginId: typeof sid === 'string' ? sid : null };
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? '';
  } catch {
    throw new AuthError('unauthorized', 'Not a token.');
  }
}
