/** What any call may be answered. */
import { sessions, type Case } from './case.ts';
import { unauthorized } from './shapes.ts';

const notJson = { code: 400, reason: 'invalid_body', error: 'The body is not valid JSON.' } as const;

export const envelopeCases: Case[] = [
  { what: 'a path that is none', call: 'GET /api/nothing/here', code: 404, reason: 'not_found' },
  { what: 'a method that is none', call: 'PATCH /api/auth/me', code: 405, reason: 'method_not_allowed' },
  { what: 'a delete of the list', call: `DELETE ${sessions}`, code: 405, reason: 'method_not_allowed' },
  { what: 'no token', as: 'nobody', call: `GET ${sessions}`, ...unauthorized },
  {
    what: 'a token that has ended',
    as: 'stale',
    call: `GET ${sessions}`,
    code: 401,
    reason: 'token_expired',
  },
  {
    what: 'a token that is none',
    as: 'nobody',
    headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.' },
    call: `GET ${sessions}`,
    ...unauthorized,
  },
  {
    what: 'an API key that is none',
    as: 'nobody',
    headers: { authorization: 'Bearer hgk_nothing' },
    call: `GET ${sessions}`,
    ...unauthorized,
  },
  {
    what: 'a body that is not JSON',
    call: `POST ${sessions}/{idle}/connect`,
    text: '{"Subscribe":',
    ...notJson,
  },
  { what: 'a body that is a text', call: `POST ${sessions}/{idle}/connect`, text: '"Message"', ...notJson },
  {
    what: 'a body of a megabyte',
    call: `POST ${sessions}/{idle}/connect`,
    text: JSON.stringify({ Subscribe: ['x'.repeat(1_048_576)] }),
    code: 413,
    reason: 'payload_too_large',
  },
];
