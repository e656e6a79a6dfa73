/** Sessions made, read, changed, given away and removed. */
import { Router, type RequestHandler, type Request, type Response } from 'express';
import { NewSessionBody, SessionPatch, TransferBody } from '../../contract/session-bodies.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { findUsers } from '../../db/users.ts';
import { mayManage, type Identity } from '../auth/identity.ts';
import type { Answer } from '../sessions/answer.ts';
import { presentSession } from '../sessions/present.ts';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, note } from './audited.ts';
import { authenticated, callerOf } from './caller.ts';
import { chosenEvents } from './chosen-events.ts';
import { sendAnswer, sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { actorOf, overlayOf, sessionOf } from './session-access.ts';
import { json, readBody } from './validate.ts';

type Deps = Pick<AppDeps, 'auth' | 'audit' | 'manage' | 'known' | 'store' | 'clock' | 'db' | 'idleStopsAt'>;

function sendSession(deps: Deps, response: Response, answer: Answer<SessionRow>, code = 200): void {
  if (!answer.ok) return sendAnswer(response, answer);
  const session = presentSession(answer.data, overlayOf(answer.data, deps), deps.clock.now());
  sendData(response, session, { code, warning: answer.warning });
}

/** POST of the list: it stands beside the list's GET. */
export function createSessionHandlers(deps: Deps): RequestHandler[] {
  return [
    authenticated(deps.auth),
    audited(deps.audit, 'session.create'),
    json,
    async (request, response) => {
      const who = callerOf(request);
      if (!mayManage(who)) throw forbidden();
      const body = readBody(NewSessionBody, request);
      note(response, { details: { name: body.name } });
      const answer = await deps.manage.create(withEvents(body), actorOf(who));
      if (answer.ok) note(response, { sessionId: answer.data.id });
      sendSession(deps, response, answer, 201);
    },
  ];
}

export function sessionManageRoutes(deps: Deps): Router {
  const router = Router();
  const signedIn = authenticated(deps.auth);

  async function managed(request: Request): Promise<{ row: SessionRow; who: Identity }> {
    const found = await sessionOf(request, deps);
    if (!mayManage(found.who)) throw forbidden();
    return found;
  }

  resource(router, '/:id', {
    get: [
      signedIn,
      async (request, response) => {
        const { row } = await sessionOf(request, deps);
        sendSession(deps, response, { ok: true, data: row });
      },
    ],
    put: [
      signedIn,
      audited(deps.audit, 'session.update'),
      json,
      async (request, response) => {
        const { row, who } = await managed(request);
        const patch = readBody(SessionPatch, request);
        note(response, { details: { fields: Object.keys(patch) } });
        sendSession(deps, response, await deps.manage.update(row.id, withEvents(patch), actorOf(who)));
      },
    ],
    delete: [
      signedIn,
      audited(deps.audit, 'session.delete'),
      async (request, response) => {
        const { row, who } = await managed(request);
        note(response, { details: { name: row.name } });
        sendAnswer(response, await deps.manage.remove(row.id, actorOf(who)));
      },
    ],
  });

  resource(router, '/:id/transfer', {
    put: [
      signedIn,
      audited(deps.audit, 'session.transfer'),
      json,
      async (request, response) => {
        const { row, who } = await managed(request);
        const { userId } = readBody(TransferBody, request);
        const [owner = null] = userId === null ? [] : await findUsers(deps.db, [userId]);
        if (userId !== null && !owner) throw new ApiError(404, 'not_found', 'There is no such user.');
        note(response, { details: { from: row.ownerName, to: owner?.name ?? null } });
        sendSession(deps, response, await deps.manage.transfer(row.id, owner, actorOf(who)));
      },
    ],
  });

  return router;
}

function withEvents<Body extends { events?: string[] }>(body: Body): Body {
  return body.events === undefined ? body : { ...body, events: chosenEvents(body.events) };
}
