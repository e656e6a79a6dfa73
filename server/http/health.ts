/** For whoever watches the gateway: is it alive, and does it serve. */
import { Router } from 'express';
import type { AppDeps } from './app-deps.ts';
import { resource } from './resource.ts';

export function healthRoutes(deps: Pick<AppDeps, 'notReady'>): Router {
  const router = Router();
  resource(router, '/healthz', { get: [(_request, response) => void response.json({ status: 'ok' })] });
  resource(router, '/readyz', {
    get: [
      async (_request, response) => {
        const missing = await deps.notReady();
        if (missing === null) response.json({ status: 'ready' });
        else response.status(503).json({ status: 'not ready', details: missing });
      },
    ],
  });
  return router;
}
