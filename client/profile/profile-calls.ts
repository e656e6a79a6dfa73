/** The calls about one's own account. Each rejects with HeliographError. */
import type { LoginRecord } from '../../contract/people.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;

/** Ends every other login of this person. */
export const changePassword = (api: Calls, current: string, next: string) =>
  api.call<unknown>('POST', '/api/auth/password', { body: { current, new: next } });
export const readLogins = (api: Calls) => api.call<LoginRecord[]>('GET', '/api/auth/sessions');
export const endLogin = (api: Calls, id: string) =>
  api.call<{ id: string }>('DELETE', `/api/auth/sessions/${encodeURIComponent(id)}`);
