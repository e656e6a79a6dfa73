/** The calls about pairing links. Each rejects with HeliographError. */
import type { NewPairingLink, PairingLink } from '../../contract/links.ts';
import { newKey } from '../../sdk/new-key.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;

const pathOf = (sessionId: string) =>
  `/api/admin/whatsapp/sessions/${encodeURIComponent(sessionId)}/pairing-links`;

/** The only time that its URL is told; a path of this gateway. */
export const makeLink = (api: Calls, sessionId: string) =>
  api.call<NewPairingLink>('POST', pathOf(sessionId), { body: {} });

export const openLinks = async (api: Calls, sessionId: string): Promise<PairingLink[]> =>
  (await api.call<{ links: PairingLink[] }>('GET', pathOf(sessionId))).links;

export const revokeLink = (api: Calls, sessionId: string, linkId: string, idempotencyKey = newKey()) =>
  api.call<{ id: string }>('DELETE', `${pathOf(sessionId)}/${linkId}`, { idempotencyKey });
