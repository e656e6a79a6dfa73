/** How the gateway is, for those who act on sessions. */
import { Router } from 'express';
import { PushesQuery } from '../../contract/system.ts';
import type { AppDeps } from './app-deps.ts';
import { forbidden } from './api-error.ts';
import { authenticated, callerOf, person } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { readQuery } from './validate.ts';

export function systemRoutes({ auth, system, pushes }: Pick<AppDeps, 'auth' | 'system' | 'pushes'>): Router {
  const router = Router();
  resource(router, '/', {
    get: [
      authenticated(auth),
      person,
      async (request, response) => {
        if (callerOf(request).role === 'viewer') throw forbidden();
        sendData(response, await system());
      },
    ],
  });
  resource(router, '/pushes', {
    get: [
      authenticated(auth),
      person,
      async (request, response) => {
        if (callerOf(request).role === 'viewer') throw forbidden();
        sendData(response, await pushes(readQuery(PushesQuery, request).window));
      },
    ],
  });
  return router;
}
