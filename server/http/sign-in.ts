/** Signing in, staying signed in, leaving. */
import { Router, type Request, type Response } from 'express';
import { LoginBody, type LoginData } from '../../contract/rest.ts';
import { AuthError } from '../auth/auth-error.ts';
import type { Auth, SignedIn } from '../auth/auth.ts';
import { ApiError, unauthorized } from './api-error.ts';
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

function welcome(request: Request, response: Response, signedIn: SignedIn): void {
  setRefreshCookie(request, response, signedIn.refreshToken);
  const data: LoginData = {
    accessToken: signedIn.accessToken,
    expiresAt: new Date(signedIn.expiresAt).toISOString(),
    user: signedIn.user,
  };
  sendData(response, data);
}

export function signInRoutes({ auth }: { auth: Auth }): Router {
  const router = Router();

  resource(router, '/auth/login', {
    post: [
      strictJson,
      ...loginLimits(),
      async (request, response) => {
        const { email, password } = readBody(LoginBody, request);
        const signedIn = await auth.login(email, password, fromOf(request));
        if (!signedIn) throw new ApiError(401, 'unauthorized', 'E-mail address or password is wrong.');
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
      async (request, response) => {
        const token = readRefreshCookie(request);
        if (token !== null) await auth.logout(token);
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
