/** Signing in, staying signed in, leaving. */
import { Router, type Request, type Response } from 'express';
import { LoginBody, type LoginData, type User } from '../../contract/rest.ts';
import { AuthError } from '../auth/auth-error.ts';
import type { SignedIn } from '../auth/auth.ts';
import { ApiError, unauthorized } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, forgetAudit, note, stranger } from './audited.ts';
import { authenticated, callerOf } from './caller.ts';
import { sendData } from './envelope.ts';
import { loginLimits } from './login-limit.ts';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { resource } from './resource.ts';
import { readBody, strictJson } from './validate.ts';

const fromOf = (request: Request) => ({
  ip: request.ip ?? null,
  userAgent: request.get('user-agent')?.slice(0, 300) ?? null,
});

/** Somebody may type a password where the address belongs: only what looks like an address is written. */
const addressIn = (email: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.exec(email.trim().toLowerCase())?.[0] ?? '';

const actorOf = ({ id, name }: User) => ({ id, name, kind: 'user' as const, userId: id });

function welcome(request: Request, response: Response, signedIn: SignedIn): void {
  setRefreshCookie(request, response, signedIn.refreshToken);
  const data: LoginData = {
    accessToken: signedIn.accessToken,
    expiresAt: new Date(signedIn.expiresAt).toISOString(),
    user: signedIn.user,
  };
  sendData(response, data);
}

export function signInRoutes({ auth, audit }: Pick<AppDeps, 'auth' | 'audit'>): Router {
  const router = Router();

  resource(router, '/auth/login', {
    post: [
      strictJson,
      ...loginLimits(),
      audited(audit, 'login'),
      async (request, response) => {
        const { email, password } = readBody(LoginBody, request);
        note(response, { actor: { ...stranger, name: addressIn(email) } });
        const signedIn = await auth.login(email, password, fromOf(request));
        if (!signedIn) throw new ApiError(401, 'unauthorized', 'E-mail address or password is wrong.');
        note(response, { actor: actorOf(signedIn.user) });
        welcome(request, response, signedIn);
      },
    ],
  });

  resource(router, '/auth/refresh', {
    post: [
      async (request, response) => {
        const token = readRefreshCookie(request);
        if (token === null) throw unauthorized();
        try {
          welcome(request, response, await auth.refresh(token, fromOf(request)));
        } catch (error) {
          if (error instanceof AuthError) clearRefreshCookie(request, response);
          throw error;
        }
      },
    ],
  });

  resource(router, '/auth/logout', {
    post: [
      audited(audit, 'logout'),
      async (request, response) => {
        const token = readRefreshCookie(request);
        const ended = token === null ? null : await auth.logout(token);
        const user = ended && (await auth.userOf(ended.userId));
        if (user) note(response, { actor: actorOf(user) });
        else forgetAudit(response);
        clearRefreshCookie(request, response);
        sendData(response, { message: 'Signed out' });
      },
    ],
  });

  resource(router, '/auth/me', {
    get: [
      authenticated(auth),
      async (request, response) => {
        const user = await auth.userOf(callerOf(request).userId);
        if (!user) throw unauthorized();
        sendData(response, user);
      },
    ],
  });

  return router;
}
