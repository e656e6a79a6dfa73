/** People and API keys, for admins. */
import { ApiKeysData, NewApiKey, NewKeyBody } from '../keys.ts';
import { GoneData, NewUserBody, PeopleData, Person, UserPatch } from '../people.ts';
import type { Operation } from './operation.ts';

const users = '/api/admin/users';
const keys = '/api/admin/api-keys';

export const peopleOperations: Operation[] = [
  {
    id: 'listUsers',
    method: 'get',
    path: users,
    tag: 'People',
    summary: 'All people',
    who: 'admin',
    data: PeopleData,
  },
  {
    id: 'createUser',
    method: 'post',
    path: users,
    tag: 'People',
    summary: 'Add a person',
    who: 'admin',
    body: NewUserBody,
    code: 201,
    data: Person,
    refusals: { 409: ['email_taken'] },
  },
  {
    id: 'updateUser',
    method: 'patch',
    path: `${users}/{id}`,
    tag: 'People',
    summary: 'Change a person',
    description: 'Of people whom another application introduced only `disabled` can be changed.',
    who: 'admin',
    body: UserPatch,
    data: Person,
    refusals: { 409: ['email_taken', 'last_admin'] },
  },
  {
    id: 'deleteUser',
    method: 'delete',
    path: `${users}/{id}`,
    tag: 'People',
    summary: 'Remove a person',
    who: 'admin',
    data: GoneData,
    refusals: { 409: ['last_admin'] },
  },
  {
    id: 'listKeys',
    method: 'get',
    path: keys,
    tag: 'API keys',
    summary: 'All API keys',
    who: 'admin',
    data: ApiKeysData,
  },
  {
    id: 'createKey',
    method: 'post',
    path: keys,
    tag: 'API keys',
    summary: 'Make an API key',
    description: 'It is shown this once. It has the rights of who made it, narrowed by its scopes.',
    who: 'admin',
    body: NewKeyBody,
    code: 201,
    data: NewApiKey,
  },
  {
    id: 'revokeKey',
    method: 'delete',
    path: `${keys}/{id}`,
    tag: 'API keys',
    summary: 'Revoke an API key',
    who: 'admin',
    data: GoneData,
  },
];
