import type { RevealData, revealable } from '../../contract/session-bodies.ts';
import type { Session } from '../../contract/session.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;

const pathOf = (id: string) => `/api/admin/whatsapp/sessions/${encodeURIComponent(id)}`;

export type SecretField = (typeof revealable)[number];

/** A session's settings, its secrets masked. @throws HeliographError */
export const readRecord = (api: Calls, id: string) => api.call<Session>('GET', pathOf(id));

/** The secrets themselves; the reason goes into the audit log. @throws HeliographError */
export const revealSecrets = (
  api: Calls,
  id: string,
  fields: readonly SecretField[],
  reason: string,
  signal: AbortSignal,
) => api.call<RevealData>('POST', `${pathOf(id)}/reveal`, { body: { fields, reason }, signal });
