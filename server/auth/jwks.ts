/**
 * Keys of another application, from its JWKS URL. Only signatures by a private key are checked with them: a token
 * that says HS256 never meets a public key, which anybody could sign with.
 */
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { AuthError } from './auth-error.ts';

export const jwksAlgorithms = ['RS256', 'ES256', 'EdDSA'];
/** Keys are asked for again after this time, or when a token names one that is not there. */
export const jwksKeepMs = 10 * 60_000;
/** An address that fails is left alone for a moment, whatever tokens strangers send. */
const failedRestMs = 5_000;

/** Checks a token's signature and times; throws AuthError. */
export type JwksVerify = (token: string) => Promise<JWTPayload>;

export function createJwks(url: string, { clock, log }: { clock: Clock; log: Log }): JwksVerify {
  const keys = createRemoteJWKSet(new URL(url), { cacheMaxAge: jwksKeepMs, timeoutDuration: 5_000 });
  let failedAt = -Infinity;
  return async (token) => {
    if (!keys.fresh && performance.now() - failedAt < failedRestMs) {
      throw new AuthError('unauthorized', 'The keys at JWT_JWKS_URL cannot be read.');
    }
    try {
      const options = { algorithms: jwksAlgorithms, currentDate: new Date(clock.now()) };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AuthError('token_expired', 'The token has expired.');
      if (isOfTheToken(error)) throw new AuthError('unauthorized', error.message);
      failedAt = performance.now();
      log.warn({ err: error, url }, 'the keys at JWT_JWKS_URL cannot be read');
      throw new AuthError('unauthorized', 'The keys at JWT_JWKS_URL cannot be read.');
    }
  };
}

/** Anything else is the trouble of whoever serves the keys. */
const isOfTheToken = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';
