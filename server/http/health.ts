/** For whoever watches the gateway: is it alive, does it serve, and does its database answer. */
import { Router } from 'express';
import type { AppDeps } from './app-deps.ts';
import { resource } from './resource.ts';

export function healthRoutes(deps: Pick<AppDeps, 'ready' | 'database'>): Router {
  const router = Router();
  const database = () => (deps.database.answers() ? 'answers' : 'away');
  // A gateway without its database is alive: starting it again would only close its sockets.
  resource(router, '/healthz', {
    get: [(_request, response) => void response.json({ status: 'ok', database: database() })],
  });
  resource(router, '/readyz', {
    get: [
      (_request, response) => {
        const ready = deps.ready() && deps.database.answers();
        response
          .status(ready ? 200 : 503)
          .json({ status: ready ? 'ready' : 'not ready', database: database() });
      },
    ],
  });
  return router;
}
