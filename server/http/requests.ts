/** Each request gets an id, which its answer carries too, and is counted; at level debug it is logged, without its query. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { callerIfAny, requestIdOf, routeOf, setRequestId } from './caller.ts';

/** A proxy's id is taken over where it is harmless to print. */
const harmless = /^[\w-]{8,64}$/;
/** Of a request whose caller left before the answer; proxies write it so. */
const leftStatus = 499;

export function numbered(log: Log, metrics: Pick<Metrics, 'requested'>): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    setRequestId(request, harmless.test(given) ? given : randomUUID());
    response.set('X-Request-Id', requestIdOf(request));
    const startedAt = performance.now();
    const { method, path } = request;
    response.once('close', () => {
      const ms = performance.now() - startedAt;
      const status = response.writableFinished ? response.statusCode : leftStatus;
      metrics.requested(method, routeOf(request) ?? 'other', status, ms);
      if (!log.isLevelEnabled('debug')) return;
      const userId = callerIfAny(request)?.userId ?? null;
      log.debug(
        { requestId: requestIdOf(request), method, path, status, ms: Math.round(ms), userId },
        'request',
      );
    });
    next();
  };
}
