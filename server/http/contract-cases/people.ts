/** People and API keys. */
import { type Case, type World } from './case.ts';
import { listOf, partly, text, words } from './shapes.ts';

const person = { email: 'dewi@example.com', name: 'Dewi', role: 'operator' };
const secret = 'a password of dewi';
const keep = (world: World, name: string, data: unknown) => {
  world.ids[name] = (data as { id: string }).id;
};

export const peopleCases: Case[] = [
  {
    what: 'all people',
    call: 'GET /api/admin/users',
    code: 200,
    data: { users: listOf({ email: 'rani@heliograph.local', role: 'admin', disabled: false }) },
  },
  {
    what: 'all people, for an operator',
    as: 'oscar',
    call: 'GET /api/admin/users',
    code: 403,
    reason: 'forbidden',
  },
  { what: 'all people, with a key', as: 'key', call: 'GET /api/admin/users', code: 403, reason: 'forbidden' },
  {
    what: 'a new person',
    call: 'POST /api/admin/users',
    body: { ...person, password: secret },
    code: 201,
    data: { ...person, id: text, disabled: false, lastSeenAt: null },
  },
  {
    what: 'a new person with the address of another one',
    call: 'POST /api/admin/users',
    body: { ...person, password: secret },
    code: 409,
    reason: 'email_taken',
  },
  {
    what: 'a new person with a role that is none',
    call: 'POST /api/admin/users',
    body: { ...person, role: 'owner', password: secret },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a change of a person',
    prepare: async (world) => {
      const { body } = await world.call({ call: 'GET /api/admin/users' });
      const { users } = body.data as { users: { id: string; email: string }[] };
      keep(
        world,
        'dewi',
        users.find(({ email }) => email === person.email),
      );
      keep(
        world,
        'rani',
        users.find(({ email }) => email === 'rani@heliograph.local'),
      );
    },
    call: 'PATCH /api/admin/users/{dewi}',
    body: { role: 'viewer', disabled: true },
    code: 200,
    data: partly({ role: 'viewer', disabled: true }),
  },
  {
    what: 'a change of nobody',
    call: 'PATCH /api/admin/users/nobody',
    body: { role: 'viewer' },
    code: 404,
    reason: 'not_found',
  },
  {
    what: 'a removal of a person',
    call: 'DELETE /api/admin/users/{dewi}',
    code: 200,
    data: { id: text },
  },
  { what: 'a removal of nobody', call: 'DELETE /api/admin/users/{dewi}', code: 404, reason: 'not_found' },
  {
    what: 'a removal of the last admin',
    prepare: ({ call }) => call({ call: 'PATCH /api/admin/users/ext:42', body: { disabled: true } }),
    call: 'DELETE /api/admin/users/{rani}',
    code: 409,
    reason: 'last_admin',
  },
  {
    what: 'the last admin made an operator',
    call: 'PATCH /api/admin/users/{rani}',
    body: { role: 'operator' },
    code: 409,
    reason: 'last_admin',
  },
];

export const keysCases: Case[] = [
  {
    what: 'all API keys',
    call: 'GET /api/admin/api-keys',
    code: 200,
    data: { keys: listOf({ name: 'a tool' }) },
  },
  {
    what: 'a new API key, shown this once',
    call: 'POST /api/admin/api-keys',
    body: { name: 'another tool', scopes: ['sessions:read'] },
    code: 201,
    data: partly({ name: 'another tool', hint: words(/^hgk_\S{4}$/), key: words(/^hgk_\S{20,}$/) }),
  },
  {
    what: 'an API key with a scope that is none',
    call: 'POST /api/admin/api-keys',
    body: { name: 'another tool', scopes: ['everything'] },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'an API key made with an API key',
    as: 'key',
    call: 'POST /api/admin/api-keys',
    body: { name: 'another tool', scopes: ['sessions:read'] },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'an end of no API key',
    call: 'DELETE /api/admin/api-keys/nothing',
    code: 404,
    reason: 'not_found',
  },
];
