/** POST connect: the seed's example, and each refusal. */
import { sessions, type Case } from './case.ts';
import { noSession, onlineJid, words } from './shapes.ts';

const of = (name: string, action: string) => `${sessions}/{${name}}/${action}`;

export const connectCases: Case[] = [
  {
    what: "connect answers the seed's example, key by key",
    call: `POST ${of('online', 'connect')}`,
    body: { Subscribe: ['Message', 'ReadReceipt'], Immediate: true },
    code: 200,
    data: {
      details: 'Connected!',
      events: 'Message, ReadReceipt',
      jid: onlineJid,
      webhook: 'https://example.net/webhook',
    },
  },
  {
    what: 'connect without a body keeps the events, and jid is "" before any phone is linked',
    call: `POST ${of('fresh', 'connect')}`,
    code: 200,
    data: { details: 'Connected!', events: '', jid: '', webhook: 'https://example.net/webhook' },
  },
  {
    what: 'connect forgives the case of event names',
    prepare: ({ until }) => until('fresh', ({ qrcode }) => qrcode !== ''),
    call: `POST ${of('fresh', 'connect')}`,
    body: { Subscribe: ['readreceipt'] },
    code: 200,
    data: { details: 'Connected!', events: 'ReadReceipt', jid: '', webhook: 'https://example.net/webhook' },
  },
  {
    what: 'connect names an unknown event and lists the known ones',
    call: `POST ${of('fresh', 'connect')}`,
    body: { Subscribe: ['Mesage'] },
    code: 400,
    reason: 'unknown_event',
    error: 'Unknown event: Mesage',
    details: words(/^Known events: .*ReadReceipt/),
  },
  {
    what: 'connect names an unknown field',
    call: `POST ${of('fresh', 'connect')}`,
    body: { subscribe: [] },
    code: 400,
    reason: 'invalid_body',
    details: 'Unknown field: "subscribe".',
  },
  {
    what: 'connect refuses a wrong type',
    call: `POST ${of('fresh', 'connect')}`,
    body: { Immediate: 'yes' },
    code: 400,
    reason: 'invalid_body',
    details: words(/^Immediate: /),
  },
  {
    what: 'connect by a viewer',
    as: 'vera',
    call: `POST ${of('fresh', 'connect')}`,
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'connect with a key that lacks the scope',
    as: 'reader',
    call: `POST ${of('fresh', 'connect')}`,
    code: 403,
    reason: 'forbidden',
  },
  {
    what: "connect of someone else's session",
    as: 'oscar',
    call: `POST ${of('fresh', 'connect')}`,
    ...noSession,
  },
  { what: 'connect of no session', call: `POST ${sessions}/nobody/connect`, ...noSession },
];
