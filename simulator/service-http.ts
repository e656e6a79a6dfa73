import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Handler, TokenGuard } from './answers.ts';
import { failure, notFound } from './answers.ts';
import { readBody, write } from './front-door.ts';
import type { Journal } from './journal.ts';
import { adminRoutes } from './routes-admin.ts';
import { buildRoutes } from './routes-build.ts';
import { sessionRoutes } from './routes-session.ts';
import { settingsRoutes } from './routes-settings.ts';
import { createRouter } from './routes.ts';
import type { Service } from './service.ts';
import type { ServiceFaults } from './service-faults.ts';
import { spoil } from './service-faults.ts';
import type { Webhooks } from './webhooks.ts';

/** The service's HTTP side: finds the route, checks the token, counts the call, lets the faults in. */
export function createServiceHttp(
  service: Service,
  webhooks: Webhooks,
  journal: Journal,
  faults: ServiceFaults,
) {
  const admin =
    (handler: Handler): Handler =>
    (call) =>
      call.headers.authorization === service.options.adminToken
        ? handler(call)
        : failure(401, 'unauthorized');
  const token: TokenGuard = (handler) => (call) => {
    const user = service.userByToken(tokenOf(call));
    return user ? handler(call, user) : failure(401, 'unauthorized');
  };
  const find = createRouter({
    ...sessionRoutes(service, webhooks, token),
    ...settingsRoutes(service, token),
    ...adminRoutes(service, admin),
    ...buildRoutes(service.options.build),
  });

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { timers } = service;
    const method = request.method ?? 'GET';
    const cleaned = cleanPath(request.url ?? '/');
    if (cleaned !== request.url)
      return write(response, { ...notFound(), status: 301, body: '', headers: { location: cleaned } });
    const url = new URL(`http://service${cleaned}`);
    const headers = request.headers as Record<string, string | undefined>;
    const rawBody = await readBody(request);
    const match = find(method, url.pathname);
    const call: Call = {
      method,
      path: url.pathname,
      params: match?.params ?? {},
      query: url.searchParams,
      headers,
      rawBody,
    };
    const template = match?.template ?? `${method} (unknown)`;
    const end = journal.begin(template, userIdOf(call), rawBody);
    const askedAt = performance.now();
    try {
      const spoiled = await spoil(faults, service, template);
      if (spoiled === 'hang') return void response.once('close', () => end(null));
      const answer = spoiled ?? (match ? await match.handler(call) : notFound());
      // An answer of a process that died meanwhile never leaves it.
      const lives = service.alive && service.timers === timers;
      const arrives = lives && !spoiled && answer.status === 200 && !response.destroyed;
      if (arrives) journal.answered(template, userIdOf(call), askedAt);
      if (lives) write(response, answer, method !== 'HEAD');
      else request.socket.resetAndDestroy();
      end(lives ? answer.status : null);
    } catch (error) {
      end(null);
      request.socket.resetAndDestroy();
      throw error;
    }
  };

  function userIdOf(call: Call): string {
    if (call.path.startsWith('/admin/')) return call.params.id ?? '';
    if (!call.path.startsWith('/session/') && call.path !== '/webhook') return '';
    return service.userByToken(tokenOf(call))?.id ?? '';
  }
}

/** The service's router sends doubled slashes and dots in a path to the clean path. */
function cleanPath(target: string): string {
  const [path = '/', query] = target.split('?', 2);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const cleaned = `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`;
  return query === undefined ? cleaned : `${cleaned}?${query}`;
}

function tokenOf(call: Call): string {
  const given = call.headers.token ?? '';
  return given !== '' ? given : (call.query.get('token') ?? '');
}
