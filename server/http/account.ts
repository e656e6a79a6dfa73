/** One's own account: the password, and the browsers that stay signed in. */
import { Router } from 'express';
import type { LoginData } from '../../contract/rest.ts';
import { PasswordBody, type LoginRecord } from '../../contract/people.ts';
import { listLogins } from '../../db/logins.ts';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, note } from './audited.ts';
import { authenticated, callerOf, person } from './caller.ts';
import { sendData } from './envelope.ts';
import { passwordLimit } from './login-limit.ts';
import { resource } from './resource.ts';
import { json, readBody } from './validate.ts';

export function accountRoutes({ db, auth, audit }: Pick<AppDeps, 'db' | 'auth' | 'audit'>): Router {
  const router = Router();
  const signedIn = authenticated(auth);

  resource(router, '/auth/password', {
    post: [
      signedIn,
      audited(audit, 'password.change'),
      person,
      passwordLimit(),
      json,
      async (request, response) => {
        const body = readBody(PasswordBody, request);
        const who = callerOf(request);
        const user = await auth.userOf(who.userId);
        if (user?.email == null) throw forbidden('Your password is kept by another application.');
        const access = await auth.changePassword(who, body.current, body.new);
        if (!access) throw new ApiError(403, 'forbidden', 'The current password is wrong.');
        const data: LoginData = { ...access, expiresAt: new Date(access.expiresAt).toISOString() };
        sendData(response, data);
      },
    ],
  });

  resource(router, '/auth/sessions', {
    get: [
      signedIn,
      person,
      async (request, response) => {
        const who = callerOf(request);
        const data: LoginRecord[] = (await listLogins(db, who.userId)).map((login) => ({
          ...login,
          createdAt: new Date(login.createdAt).toISOString(),
          lastSeenAt: new Date(login.lastSeenAt).toISOString(),
          current: login.id === who.credentialId,
        }));
        sendData(response, data);
      },
    ],
  });

  resource(router, '/auth/sessions/:id', {
    delete: [
      signedIn,
      audited(audit, 'login.end'),
      person,
      async (request, response) => {
        const id = String(request.params.id);
        const ended = /^[0-9a-f]{32}$/.test(id) && (await auth.endLogin(callerOf(request).userId, id));
        if (!ended) throw new ApiError(404, 'not_found', 'There is no such login.');
        note(response, { details: { loginId: id } });
        sendData(response, { id });
      },
    ],
  });
  return router;
}
