/**
 * The seed's GET /status and /qr: from the committed state when it was observed less than a second ago, else
 * after one look at the service that all callers of that moment share.
 */
import { Router, type Request } from 'express';
import type { SessionRow } from '../../db/session-row.ts';
import { maySee, maySeeCodes, type Identity } from '../auth/identity.ts';
import { presentState, presentStatus } from '../sessions/present.ts';
import { ApiError, forbidden, noSuchSession } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { authenticated } from './caller.ts';
import { sendData } from './envelope.ts';
import { resource } from './resource.ts';
import { overlayOf, sessionOf } from './session-access.ts';

const freshMs = 1_000;

export function sessionLookRoutes(deps: AppDeps): Router {
  const router = Router();
  const signedIn = authenticated(deps.auth);

  resource(router, '/:id/status', {
    get: [
      signedIn,
      async (request, response) => {
        const { row, who } = await looked(request, deps);
        const may = { codes: maySeeCodes(who, row), secrets: who.kind === 'user' && who.role === 'admin' };
        sendData(response, presentStatus(row, overlayOf(row, deps), deps.clock.now(), may));
      },
    ],
  });

  resource(router, '/:id/qr', {
    get: [
      signedIn,
      async (request, response) => {
        const { row } = await looked(request, deps, maySeeCodes);
        const state = presentState(row, overlayOf(row, deps), deps.clock.now(), true);
        refuseWithoutQr(row);
        sendData(response, { QRCode: state.qr?.image ?? '' });
      },
    ],
  });

  return router;
}

/** Whoever asks is looking: a pairing that is asked for is not idle. That is written before the state is read. */
async function looked(
  request: Request,
  deps: AppDeps,
  may: (who: Identity, row: SessionRow) => boolean = maySee,
): Promise<{ row: SessionRow; who: Identity }> {
  const { row: before, who } = await sessionOf(request, deps);
  if (!may(who, before)) throw forbidden('Codes are for those who may act on the session.');
  await deps.viewers.look(before.id, { id: `rest:${who.userId}`, userId: who.userId, name: who.name });
  const answer = await deps.fresh(before.id, freshMs);
  if (!answer.ok) {
    const { status, reason, error, retryAfterS } = answer;
    throw new ApiError(status, reason, error, { retryAfterS });
  }
  // The owner may have changed while we looked.
  if (!maySee(who, answer.row)) throw noSuchSession();
  return { row: answer.row, who };
}

/** In the service's own words. A session that is up and has no code yet answers an empty one, as there. */
function refuseWithoutQr({ connected, loggedIn, phase }: SessionRow): void {
  if (connected && loggedIn) throw new ApiError(500, 'already_logged_in', 'already logged in');
  if (phase === 'stopping') throw new ApiError(500, 'no_session', 'no session');
  if (connected) return;
  if (loggedIn || phase === 'connecting') throw new ApiError(500, 'not_connected', 'not connected');
  throw new ApiError(500, 'no_session', 'no session');
}
