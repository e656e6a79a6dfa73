import type { NewSessionBody, SessionPatch } from '../../contract/session-bodies.ts';
import type { Session } from '../../contract/session.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;
const sessions = '/api/admin/whatsapp/sessions';

/** Makes a session, here and at the service. @throws HeliographError */
export const makeSession = (api: Calls, body: NewSessionBody, idempotencyKey: string) =>
  api.call<Session>('POST', sessions, { body, idempotencyKey });

/** Changes settings; what is not in the patch stays. @throws HeliographError */
export const changeSession = (api: Calls, id: string, body: SessionPatch, idempotencyKey: string) =>
  api.call<Session>('PUT', `${sessions}/${encodeURIComponent(id)}`, { body, idempotencyKey });
