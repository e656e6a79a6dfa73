/** What happened to a session, newest first. */
import { Router } from 'express';
import { TimelineQuery } from '../../contract/timeline.ts';
import { readTimeline } from '../../db/timeline.ts';
import type { AppDeps } from './app-deps.ts';
import { authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { sessionOf } from './session-access.ts';
import { readQuery } from './validate.ts';

export function sessionTimelineRoutes(deps: AppDeps): Router {
  const router = Router();
  resource(router, '/:id/events', {
    get: [
      authenticated(deps.auth),
      async (request, response) => {
        const { row } = await sessionOf(request, deps);
        const { before, limit } = readQuery(TimelineQuery, request);
        const rows = await readTimeline(deps.db, row.id, { before, limit: limit + 1 });
        const shown = rows.slice(0, limit);
        sendData(response, {
          events: shown.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
          nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
        });
      },
    ],
  });
  return router;
}
