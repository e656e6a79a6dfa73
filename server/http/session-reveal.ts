/** One session's secrets, for an admin who says why. Written down before it is answered. */
import { Router } from 'express';
import { RevealBody, type RevealData } from '../../contract/session-bodies.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, forgetAudit, note, recordNow } from './audited.ts';
import { adminPerson, authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { sessionOf } from './session-access.ts';
import { json, readBody } from './validate.ts';

const secretOf: Record<keyof RevealData, (row: SessionRow) => string> = {
  token: (row) => row.token,
  proxyUrl: (row) => row.proxyUrl,
  s3AccessKey: (row) => row.s3AccessKey,
  s3SecretKey: (row) => row.s3SecretKey,
};

export function sessionRevealRoutes(deps: Pick<AppDeps, 'auth' | 'audit' | 'known' | 'store'>): Router {
  const router = Router();
  resource(router, '/:id/reveal', {
    post: [
      authenticated(deps.auth),
      audited(deps.audit, 'session.reveal'),
      adminPerson,
      json,
      async (request, response) => {
        const { row } = await sessionOf(request, deps);
        const { fields, reason } = readBody(RevealBody, request);
        note(response, { details: { fields, reason } });
        await recordNow(deps.audit, 'session.reveal', request, response);
        forgetAudit(response);
        const revealed: RevealData = Object.fromEntries(fields.map((field) => [field, secretOf[field](row)]));
        sendData(response, revealed);
      },
    ],
  });
  return router;
}
