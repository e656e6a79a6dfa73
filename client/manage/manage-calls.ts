import type { Person } from '../../contract/people.ts';
import type { Session } from '../../contract/session.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;
const pathOf = (id: string) => `/api/admin/whatsapp/sessions/${encodeURIComponent(id)}`;

/** Removes a session, here and at the service. @throws HeliographError */
export const deleteSession = (api: Calls, id: string, idempotencyKey: string) =>
  api.call<{ id: string }>('DELETE', pathOf(id), { idempotencyKey });

/** Gives it to another person; null: to nobody. @throws HeliographError */
export const transferSession = (api: Calls, id: string, userId: string | null, idempotencyKey: string) =>
  api.call<Session>('PUT', `${pathOf(id)}/transfer`, { body: { userId }, idempotencyKey });

/** Everybody who may sign in; not those who are disabled. @throws HeliographError */
export const readPeople = async (api: Calls): Promise<Person[]> =>
  (await api.call<{ users: Person[] }>('GET', '/api/admin/users')).users.filter((each) => !each.disabled);
