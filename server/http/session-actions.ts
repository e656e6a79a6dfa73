/** The seed's four actions that change something at the service. */
import { Router, type Request } from 'express';
import { ConnectBody, PairPhoneBody } from '../../contract/actions.ts';
import type { SessionRow } from '../../db/session-row.ts';
import { mayAct, maySeeCodes, type Identity } from '../auth/identity.ts';
import type { Actor } from '../sessions/answer.ts';
import { forbidden } from './api-error.ts';
import type { AppDeps } from './app-deps.ts';
import { audited } from './audited.ts';
import { authenticated } from './caller.ts';
import { chosenEvents } from './chosen-events.ts';
import { sendAnswer } from './envelope.ts';
import { readPhoneNumber } from './phone-number.ts';
import { resource } from './resource.ts';
import { actorOf, sessionOf } from './session-access.ts';
import { json, readBody } from './validate.ts';

const Connect = ConnectBody.strict();
const PairPhone = PairPhoneBody.strict();

export function sessionActionRoutes(deps: AppDeps): Router {
  const router = Router();
  const signedIn = authenticated(deps.auth);
  const { actions } = deps;

  async function permitted(
    request: Request,
    may: (who: Identity, row: SessionRow) => boolean = mayAct,
  ): Promise<{ id: string; by: Actor }> {
    const { row, who } = await sessionOf(request, deps);
    if (!may(who, row)) throw forbidden();
    return { id: row.id, by: actorOf(who) };
  }

  resource(router, '/:id/connect', {
    post: [
      signedIn,
      audited(deps.audit, 'session.connect'),
      json,
      async (request, response) => {
        const { id, by } = await permitted(request);
        const { Subscribe = [] } = readBody(Connect, request, {});
        sendAnswer(response, await actions.connect(id, { events: chosenEvents(Subscribe) }, by));
      },
    ],
  });

  resource(router, '/:id/pairphone', {
    post: [
      signedIn,
      audited(deps.audit, 'session.pairphone'),
      json,
      async (request, response) => {
        const { id, by } = await permitted(request, (who, row) => mayAct(who, row) && maySeeCodes(who, row));
        const { Phone } = readBody(PairPhone, request);
        sendAnswer(response, await actions.pairPhone(id, readPhoneNumber(Phone), by));
      },
    ],
  });

  resource(router, '/:id/disconnect', {
    post: [
      signedIn,
      audited(deps.audit, 'session.disconnect'),
      async (request, response) => {
        const { id, by } = await permitted(request);
        sendAnswer(response, await actions.disconnect(id, by));
      },
    ],
  });

  resource(router, '/:id/logout', {
    post: [
      signedIn,
      audited(deps.audit, 'session.logout'),
      async (request, response) => {
        const { id, by } = await permitted(request);
        sendAnswer(response, await actions.logout(id, by));
      },
    ],
  });

  return router;
}
