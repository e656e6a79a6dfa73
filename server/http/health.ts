/** For whoever watches the gateway: is it alive, and does it serve. */
import { Router } from 'express';
import type { AppDeps } from './app-deps.ts';
import { resource } from './resource.ts';

export function healthRoutes(deps: Pick<AppDeps, 'ready'>): Router {
  const router = Router();
  resource(router, '/healthz', { get: [(_request, response) => void response.json({ status: 'ok' })] });
  resource(router, '/readyz', {
    get: [
      (_request, response) => {
        const ready = deps.ready();
        response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
      },
    ],
  });
  return router;
}
