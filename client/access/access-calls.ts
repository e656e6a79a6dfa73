/** The calls about people, keys and open links. Each rejects with HeliographError; a change has its Idempotency-Key. */
import type { ApiKey, NewApiKey, Scope } from '../../contract/keys.ts';
import type { PairingLink } from '../../contract/links.ts';
import type { Person, UserPatch } from '../../contract/people.ts';
import type { Api } from '../api/port.ts';

type Calls = Pick<Api, 'call'>;
const userPath = (id: string) => `/api/admin/users/${encodeURIComponent(id)}`;

export interface NewUser {
  email: string;
  name: string;
  role: Person['role'];
  password: string;
}

interface NewKey {
  name: string;
  scopes: Scope[];
  /** ISO; null: until it is revoked. */
  expiresAt: string | null;
}

export const readUsers = async (api: Calls): Promise<Person[]> =>
  (await api.call<{ users: Person[] }>('GET', '/api/admin/users')).users;
export const makeUser = (api: Calls, body: NewUser, idempotencyKey: string) =>
  api.call<Person>('POST', '/api/admin/users', { body, idempotencyKey });
export const changeUser = (api: Calls, id: string, body: UserPatch, idempotencyKey: string) =>
  api.call<Person>('PATCH', userPath(id), { body, idempotencyKey });
export const deleteUser = (api: Calls, id: string, idempotencyKey: string) =>
  api.call<{ id: string }>('DELETE', userPath(id), { idempotencyKey });

export const readKeys = async (api: Calls): Promise<ApiKey[]> =>
  (await api.call<{ keys: ApiKey[] }>('GET', '/api/admin/api-keys')).keys;
/** The only answer that has the key itself. */
export const makeKey = (api: Calls, body: NewKey, idempotencyKey: string) =>
  api.call<NewApiKey>('POST', '/api/admin/api-keys', { body, idempotencyKey });
export const revokeKey = (api: Calls, id: string, idempotencyKey: string) =>
  api.call<{ id: string }>('DELETE', `/api/admin/api-keys/${encodeURIComponent(id)}`, { idempotencyKey });

export const readLinks = async (api: Calls): Promise<PairingLink[]> =>
  (await api.call<{ links: PairingLink[] }>('GET', '/api/admin/pairing-links')).links;
