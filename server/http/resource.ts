/** A path and what may be done at it; everything else there is a 405 that names what may. */
import type { RequestHandler, Router } from 'express';
import { ApiError } from './api-error.ts';
import { setRoute } from './caller.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export function resource(
  router: Router,
  path: string,
  methods: Partial<Record<Method, RequestHandler[]>>,
): void {
  const route = router.route(path);
  route.all((request, _response, next) => {
    setRoute(request, `${request.baseUrl}${path}`.replace(/(.)\/$/, '$1'));
    next();
  });
  const names = Object.keys(methods) as Method[];
  for (const name of names) route[name](...(methods[name] ?? []));
  const allow = names
    .flatMap((name) => (name === 'get' ? ['GET', 'HEAD'] : [name.toUpperCase()]))
    .concat('OPTIONS')
    .join(', ');
  route.options((_request, response) => {
    response.set('Allow', allow).status(204).end();
  });
  route.all((request) => {
    throw new ApiError(405, 'method_not_allowed', `${request.method} is not possible here.`, {
      headers: { Allow: allow },
    });
  });
}
