/** Each request gets an id, which its answer carries too; at level debug each is logged, without its query. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../observability/log.ts';
import { callerIfAny, requestIdOf, setRequestId } from './caller.ts';

/** A proxy's id is taken over where it is harmless to print. */
const harmless = /^[\w-]{8,64}$/;

export function numbered(log: Log): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    setRequestId(request, harmless.test(given) ? given : randomUUID());
    response.set('X-Request-Id', requestIdOf(request));
    if (log.isLevelEnabled('debug')) {
      const startedAt = performance.now();
      const path = request.path;
      response.on('finish', () =>
        log.debug(
          {
            requestId: requestIdOf(request),
            method: request.method,
            path,
            status: response.statusCode,
            ms: Math.round(performance.now() - startedAt),
            userId: callerIfAny(request)?.userId ?? null,
          },
          'request',
        ),
      );
    }
    next();
  };
}
