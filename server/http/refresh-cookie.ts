/** The refresh token's cookie: out of reach of scripts and of other sites, sent to /api/auth only. */
import type { CookieOptions, Request, Response } from 'express';
import { loginMark } from '../../contract/login-mark.ts';
import { loginLifeMs } from '../auth/logins.ts';

const name = 'heliograph_refresh';

const options = (request: Request): CookieOptions => ({
  path: '/api/auth',
  httpOnly: true,
  sameSite: 'strict',
  // Over plain http, as on a LAN, a Secure cookie would not be kept.
  secure: request.secure,
});

/** No secret: without it a page that was never signed in would ask, and be refused, each time it loads. */
const markOptions = (request: Request): CookieOptions => ({
  ...options(request),
  path: '/',
  httpOnly: false,
});

export function readRefreshCookie(request: Request): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

export const setRefreshCookie = (request: Request, response: Response, token: string) =>
  response
    .cookie(name, token, { ...options(request), maxAge: loginLifeMs })
    .cookie(loginMark, 'yes', { ...markOptions(request), maxAge: loginLifeMs });

export const clearRefreshCookie = (request: Request, response: Response) =>
  response.clearCookie(name, options(request)).clearCookie(loginMark, markOptions(request));
