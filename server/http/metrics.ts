/** /metrics, for Prometheus: with METRICS_TOKEN whoever brings it, without it this machine alone. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { resource } from './resource.ts';

export function metricsRoutes({ config, metrics }: Pick<AppDeps, 'config' | 'metrics'>): Router {
  const router = Router();
  resource(router, '/metrics', {
    get: [
      async (request, response) => {
        if (config.metricsToken !== null) demandToken(request, config.metricsToken);
        else demandLoopback(request);
        const { contentType, text } = await metrics.expose();
        response.set('Cache-Control', 'no-store').set('Content-Type', contentType).send(text);
      },
    ],
  });
  return router;
}

function demandToken(request: Request, token: string): void {
  const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new ApiError(401, 'unauthorized', 'Unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** A proxy on this machine calls from loopback too: what came through one shows it. */
function demandLoopback(request: Request): void {
  const address = request.socket.remoteAddress ?? '';
  const local = /^(::ffff:)?127\.|^::1$/.test(address);
  const proxied = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some(
    (name) => name in request.headers,
  );
  if (!local || proxied) throw forbidden('Set METRICS_TOKEN to read the metrics from elsewhere.');
}
