/** Who did what: the audit, for admins. */
import { Router } from 'express';
import { AuditQuery, type AuditData } from '../../contract/audit.ts';
import { readAudit } from '../../db/audit.ts';
import type { AppDeps } from './app-deps.ts';
import { adminPerson, authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { readQuery } from './validate.ts';

export function auditRoutes({ db, auth }: Pick<AppDeps, 'db' | 'auth'>): Router {
  const router = Router();
  resource(router, '/', {
    get: [
      authenticated(auth),
      adminPerson,
      async (request, response) => {
        const { limit, ...query } = readQuery(AuditQuery, request);
        const rows = await readAudit(db, { ...query, limit: limit + 1 });
        const shown = rows.slice(0, limit);
        const data: AuditData = {
          entries: shown.map(({ actor: { userId: _userId, ...actor }, ...entry }) => ({
            ...entry,
            actor,
            at: new Date(entry.at).toISOString(),
          })),
          nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
        };
        sendData(response, data);
      },
    ],
  });
  return router;
}
