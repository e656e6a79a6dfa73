/** The calls about one's own account. Each rejects with HeliographError. */
import type { LoginRecord } from '../../contract/people.ts';
import type { Api } from '../api/port.ts';
import { isRefusal } from '../api/refusal.ts';

type Calls = Pick<Api, 'call'>;

/** Ends every other login of this person. */
export const changePassword = (api: Calls, current: string, next: string) =>
  api.call<unknown>('POST', '/api/auth/password', { body: { current, new: next } });
export const readLogins = (api: Calls) => api.call<LoginRecord[]>('GET', '/api/auth/sessions');

/** One that ended meanwhile is as ended as anybody could wish. */
export async function endLogin(api: Calls, id: string): Promise<void> {
  try {
    await api.call('DELETE', `/api/auth/sessions/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!isRefusal(error) || error.status !== 404) throw error;
  }
}

/** All but this browser's own, also those that came since the list was read. */
export async function endOthers(api: Calls): Promise<void> {
  for (const login of await readLogins(api)) if (!login.current) await endLogin(api, login.id);
}
