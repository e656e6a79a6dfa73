/** Pairing links: made, listed and revoked by whoever may pair the session. The URL is shown once. */
import { Router, type Request } from 'express';
import { NewPairingLinkBody, type NewPairingLink, type PairingLink } from '../../contract/links.ts';
import type { PairingLinkRow } from '../../db/pairing-links.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { mayAct, maySeeCodes, type Identity } from '../auth/identity.ts';
import { ApiError, forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited, note } from './audited.ts';
import { authenticated, callerOf } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { sessionOf } from './session-access.ts';
import { json, readBody } from './validate.ts';

type LinkDeps = Pick<AppDeps, 'auth' | 'audit' | 'known' | 'store' | 'links'>;

const iso = (ms: number) => new Date(ms).toISOString();
const mayPair = (who: Identity, row: SessionRow) => mayAct(who, row) && maySeeCodes(who, row);

const presentLink = (link: PairingLinkRow, session: SessionRow): PairingLink => ({
  id: link.id,
  sessionId: link.sessionId,
  sessionName: session.name,
  createdBy: { id: link.by.userId, name: link.by.name },
  createdAt: iso(link.createdAt),
  expiresAt: iso(link.expiresAt),
  starts: link.starts,
});

/** Below a session. */
export function sessionLinkRoutes(deps: LinkDeps): Router {
  const router = Router();
  const { links, audit } = deps;
  const signedIn = authenticated(deps.auth);

  async function pairable(request: Request): Promise<{ row: SessionRow; who: Identity }> {
    const { row, who } = await sessionOf(request, deps);
    if (!mayPair(who, row)) throw forbidden();
    return { row, who };
  }

  resource(router, '/:id/pairing-links', {
    get: [
      signedIn,
      async (request, response) => {
        const { row } = await pairable(request);
        sendData(response, { links: (await links.open(row.id)).map((link) => presentLink(link, row)) });
      },
    ],
    post: [
      signedIn,
      audited(audit, 'link.create'),
      json,
      async (request, response) => {
        const { row, who } = await pairable(request);
        note(response, { sessionId: row.id });
        const { expiresInMinutes } = readBody(NewPairingLinkBody, request, {});
        const { id, token, expiresAt } = await links.create(row.id, who, expiresInMinutes * 60_000);
        note(response, { details: { linkId: id, expiresAt: iso(expiresAt) } });
        const data: NewPairingLink = { id, url: `/pair#${token}`, expiresAt: iso(expiresAt) };
        sendData(response, data, { code: 201 });
      },
    ],
  });

  resource(router, '/:id/pairing-links/:linkId', {
    delete: [
      signedIn,
      audited(audit, 'link.revoke'),
      async (request, response) => {
        const { row } = await pairable(request);
        const linkId = String(request.params.linkId);
        note(response, { sessionId: row.id });
        const revoked = /^[0-9a-f]{32}$/.test(linkId) && (await links.revoke(row.id, linkId));
        if (!revoked) throw new ApiError(404, 'not_found', 'There is no such open pairing link.');
        note(response, { details: { linkId } });
        sendData(response, { id: linkId });
      },
    ],
  });
  return router;
}

/** Every open link, of the sessions that the caller may pair. */
export function allLinksRoutes(deps: LinkDeps): Router {
  const router = Router();
  resource(router, '/', {
    get: [
      authenticated(deps.auth),
      async (request, response) => {
        const who = callerOf(request);
        if (who.role === 'viewer') throw forbidden();
        const links = (await deps.links.open()).flatMap((link) => {
          const row = deps.known.get(link.sessionId);
          return row && mayPair(who, row) ? [presentLink(link, row)] : [];
        });
        sendData(response, { links });
      },
    ],
  });
  return router;
}
