/** Sessions made, read, changed, given away and removed. */
import { sessions, type Case, type World } from './case.ts';
import { hex, listOf, noSession, partly, text } from './shapes.ts';

const keep = (world: World, name: string, data: unknown) => {
  world.ids[name] = (data as { id: string }).id;
};
const secrets = {
  proxyConfig: { enabled: true, proxyUrl: 'socks5://user:pass@host:1080' },
  s3Config: { enabled: true, endpoint: 'https://s3.example.net', accessKey: 'AKIA', secretKey: 'shh' },
};
const newest = async (world: World) => {
  const { body } = await world.call({ call: `GET ${sessions}?q=Baru` });
  keep(world, 'made', (body.data as { sessions: unknown[] }).sessions[0]);
};

export const manageCases: Case[] = [
  {
    what: 'a new session, whose secrets are hidden at once',
    call: `POST ${sessions}`,
    body: {
      name: ' Baru ',
      token: 'token-of-baru',
      events: ['message'],
      webhook: 'https://example.net/hook',
      ...secrets,
    },
    code: 201,
    data: partly({
      id: hex,
      name: 'Baru',
      phase: 'offline',
      token: '***',
      events: ['Message'],
      webhook: 'https://example.net/hook',
      proxyConfig: { enabled: true, proxyUrl: 'socks5://***@host:1080' },
      s3Config: partly({ enabled: true, accessKey: '***', secretKey: '***' }),
      owner: partly({ name: text }),
    }),
  },
  {
    what: 'a new session with the token of another one',
    prepare: newest,
    call: `POST ${sessions}`,
    body: { name: 'Lain', token: 'token-of-baru' },
    code: 409,
    reason: 'token_taken',
  },
  {
    what: 'a new session with an empty token',
    call: `POST ${sessions}`,
    body: { name: 'Lain', token: '' },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a new session with an unknown event',
    call: `POST ${sessions}`,
    body: { name: 'Lain', events: ['Mesage'] },
    code: 400,
    reason: 'unknown_event',
    error: 'Unknown event: Mesage',
  },
  {
    what: 'a new session with an unknown field',
    call: `POST ${sessions}`,
    body: { name: 'Lain', colour: 'red' },
    code: 400,
    reason: 'invalid_body',
    details: 'Unknown field: "colour".',
  },
  {
    what: 'a new session without a name',
    call: `POST ${sessions}`,
    body: {},
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a new session by an operator',
    as: 'oscar',
    call: `POST ${sessions}`,
    body: { name: 'Lain' },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'a new session with a key that manages',
    as: 'key',
    call: `POST ${sessions}`,
    body: { name: 'Dari kunci' },
    code: 201,
  },
  {
    what: 'a new session with a key that reads',
    as: 'reader',
    call: `POST ${sessions}`,
    body: { name: 'Lain' },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'one session',
    call: `GET ${sessions}/{made}`,
    code: 200,
    data: partly({ name: 'Baru', token: '***' }),
  },
  { what: "someone else's session", as: 'oscar', call: `GET ${sessions}/{made}`, ...noSession },
  { what: 'no session', call: `GET ${sessions}/nobody`, ...noSession },
  {
    what: 'a change of its name and webhook',
    call: `PUT ${sessions}/{made}`,
    body: { name: 'Baru lagi', webhook: '' },
    code: 200,
    data: partly({ name: 'Baru lagi', webhook: '', events: ['Message'] }),
  },
  {
    what: 'a change whose secrets read "***" keeps them',
    call: `PUT ${sessions}/{made}`,
    body: { proxyConfig: { proxyUrl: '***' }, s3Config: { bucket: 'b', secretKey: '***' } },
    code: 200,
    data: partly({
      proxyConfig: { enabled: true, proxyUrl: 'socks5://***@host:1080' },
      s3Config: partly({ bucket: 'b', secretKey: '***' }),
    }),
  },
  {
    what: 'a change of its token',
    call: `PUT ${sessions}/{made}`,
    body: { token: 'another' },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a change by a viewer',
    as: 'vera',
    call: `PUT ${sessions}/{made}`,
    body: {},
    code: 403,
    reason: 'forbidden',
  },
  { what: 'a change of no session', call: `PUT ${sessions}/nobody`, body: {}, ...noSession },
  {
    what: 'a transfer',
    prepare: ({ ids }) => {
      transfer.body = { userId: ids.operator };
    },
    call: `PUT ${sessions}/{made}/transfer`,
    code: 200,
    data: partly({ owner: { id: text, name: 'operator' }, ownerName: 'operator' }),
  },
  {
    what: "after it the session is the operator's",
    as: 'oscar',
    call: `GET ${sessions}`,
    code: 200,
    data: partly({ total: 2, sessions: listOf({ name: 'Baru lagi' }) }),
  },
  {
    what: 'a transfer to nobody in particular',
    call: `PUT ${sessions}/{made}/transfer`,
    body: { userId: null },
    code: 200,
    data: partly({ owner: null }),
  },
  {
    what: 'a transfer to a user that is none',
    call: `PUT ${sessions}/{made}/transfer`,
    body: { userId: 'none' },
    code: 404,
    reason: 'not_found',
  },
  {
    what: 'a transfer by an operator',
    as: 'oscar',
    call: `PUT ${sessions}/{own}/transfer`,
    body: { userId: null },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'a removal by an operator',
    as: 'oscar',
    call: `DELETE ${sessions}/{own}`,
    code: 403,
    reason: 'forbidden',
  },
  { what: 'a removal', call: `DELETE ${sessions}/{made}`, code: 200, data: partly({ id: hex }) },
  { what: 'a removal of what is gone', call: `DELETE ${sessions}/{made}`, ...noSession },
];
const transfer = manageCases.find(({ what }) => what === 'a transfer')!;
