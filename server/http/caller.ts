/** What is known of a request besides itself: its id, and who calls. */
import type { Request, RequestHandler } from 'express';
import type { Auth } from '../auth/auth.ts';
import type { Identity } from '../auth/identity.ts';
import { forbidden, unauthorized } from './api-error.ts';

const ids = new WeakMap<Request, string>();
const routes = new WeakMap<Request, string>();
const callers = new WeakMap<Request, Identity>();

export const requestIdOf = (request: Request): string => ids.get(request) ?? '';
export const setRequestId = (request: Request, id: string): void => void ids.set(request, id);

/** The template of the request's path, like /api/admin/users/:id; null where no resource has it. */
export const routeOf = (request: Request): string | null => routes.get(request) ?? null;
export const setRoute = (request: Request, template: string): void => void routes.set(request, template);

/** Who calls; for handlers behind `authenticated`. */
export function callerOf(request: Request): Identity {
  const who = callers.get(request);
  if (!who) throw unauthorized();
  return who;
}

/** Who called, for what is written of a request; null for strangers. */
export const callerIfAny = (request: Request): Identity | null => callers.get(request) ?? null;

/** The person's own affairs, and what only people decide: a key that could make admins would be an admin. */
export const person: RequestHandler = (request, _response, next) => {
  if (callerOf(request).kind !== 'user') throw forbidden('API keys may not do this.');
  next();
};

export const adminPerson: RequestHandler = (request, response, next) => {
  if (callerOf(request).role !== 'admin') throw forbidden();
  person(request, response, next);
};

/** Lets in whoever brings a good `Authorization: Bearer`. */
export function authenticated(auth: Pick<Auth, 'verify'>): RequestHandler {
  return async function authenticated(request, _response, next) {
    const token = /^Bearer +(\S{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized();
    callers.set(request, await auth.verify(token));
    next();
  };
}
