/** The sessions one may see, in pages; and taking over those that the service already has. */
import { Router } from 'express';
import { SessionsQuery, type SessionsData } from '../../contract/rest.ts';
import { decodeCursor } from '../../db/session-page.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { mayManage, maySee, seesAll } from '../auth/identity.ts';
import { presentSession } from '../sessions/present.ts';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited } from './audited.ts';
import { authenticated, callerOf } from './caller.ts';
import { sendAnswer, sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { actorOf, overlayOf } from './session-access.ts';
import { sessionsNamed } from './session-ids.ts';
import { createSessionHandlers } from './session-manage.ts';
import { readQuery } from './validate.ts';

export function sessionListRoutes(deps: AppDeps): Router {
  const router = Router();
  const signedIn = authenticated(deps.auth);

  resource(router, '/', {
    get: [
      signedIn,
      async (request, response) => {
        const who = callerOf(request);
        if (!maySee(who, { ownerId: who.userId })) throw forbidden('The key lacks the scope sessions:read.');
        const query = readQuery(SessionsQuery, request);
        refuseBadCursor(query.cursor);
        const nobodys = !seesAll(who) && query.ownerId !== undefined && query.ownerId !== who.userId;
        const ownerId = seesAll(who) ? query.ownerId : who.userId;
        const page =
          query.ids !== undefined
            ? only(sessionsNamed(query.ids, deps, who))
            : nobodys
              ? only([])
              : await deps.store.page({ ...query, ownerId });
        const now = deps.clock.now();
        const data: SessionsData = {
          sessions: page.rows.map((row) => presentSession(row, overlayOf(row, deps), now)),
          total: page.total,
          nextCursor: page.nextCursor,
        };
        sendData(response, data);
      },
    ],
    post: createSessionHandlers(deps),
  });

  resource(router, '/sync', {
    get: [
      signedIn,
      async (request, response) => {
        if (!mayManage(callerOf(request))) throw forbidden();
        sendAnswer(response, await deps.previewSync());
      },
    ],
    post: [
      signedIn,
      audited(deps.audit, 'session.sync'),
      async (request, response) => {
        const who = callerOf(request);
        if (!mayManage(who)) throw forbidden();
        sendAnswer(response, await deps.sync(actorOf(who)));
      },
    ],
  });

  return router;
}

const only = (rows: SessionRow[]) => ({ rows, total: rows.length, nextCursor: null });

function refuseBadCursor(cursor: string | undefined): void {
  if (cursor === undefined) return;
  const place = decodeCursor(cursor);
  if (!place || place.join().includes('\0')) {
    throw new ApiError(400, 'invalid_query', 'The query has mistakes.', {
      details: 'cursor: not one that an answer of this list gave.',
    });
  }
}
