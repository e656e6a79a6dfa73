/**
 * Failed logins are counted by account and address together, so that a stranger cannot lock an account out, and
 * by address alone, so that one stranger cannot try many accounts. A login that works counts nothing.
 */
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ApiError } from './api-error.ts';
import { callerOf } from './caller.ts';

const windowMs = 15 * 60_000;
export const perAccount = 10;
export const perAddress = 100;

const addressOf = (request: Request) => ipKeyGenerator(request.ip ?? '');

function accountOf(request: Request): string {
  const body: unknown = request.body;
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : '';
  return String(email).trim().toLowerCase().slice(0, 320);
}

const limit = (most: number, key: (request: Request) => string, what = 'failed logins') =>
  rateLimit({
    windowMs,
    limit: most,
    keyGenerator: key,
    skipSuccessfulRequests: true,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks of the proxy settings print on their own; TRUST_PROXY is checked at start.
    validate: false,
    handler: (request: Request & { rateLimit?: { resetTime?: Date } }, _response, next) => {
      const resetAt = request.rateLimit?.resetTime?.getTime() ?? Date.now() + windowMs;
      const retryAfterS = Math.max(1, Math.ceil((resetAt - Date.now()) / 1_000));
      next(
        new ApiError(429, 'rate_limited', `Too many ${what}. Wait a while.`, {
          retryAfterS,
          details: `The next try is possible in ${retryAfterS} s.`,
        }),
      );
    },
  });

export const loginLimits = (): RequestHandler[] => [
  limit(perAddress, addressOf),
  limit(perAccount, (request) => `${addressOf(request)} ${accountOf(request)}`),
];

/** Whoever took over a browser for a moment must not guess the password in it. Behind `authenticated`. */
export const passwordLimit = (): RequestHandler =>
  limit(perAccount, (request) => callerOf(request).userId, 'wrong passwords');
