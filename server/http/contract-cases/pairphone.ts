/** POST pairphone: the seed's example, and each refusal. */
import { sessions, type Case } from './case.ts';
import { words } from './shapes.ts';

const of = (name: string, action: string) => `${sessions}/{${name}}/${action}`;

export const phoneCases: Case[] = [
  {
    what: "pairphone answers the seed's example",
    call: `POST ${of('fresh', 'pairphone')}`,
    body: { Phone: '6281233784490' },
    code: 200,
    data: { LinkingCode: words(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) },
  },
  {
    what: 'pairphone takes spaces, dashes and a plus',
    call: `POST ${of('fresh', 'pairphone')}`,
    body: { Phone: '+62 812-3378-4490' },
    code: 200,
    data: { LinkingCode: words(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) },
  },
  ...[
    ['0812345678', 'a leading 0', /country code and without the leading 0/],
    ['62812', 'too few digits', /too short/],
    ['6281233784490123', 'too many digits', /too long/],
    ['62 812x', 'letters', /digits only/],
    ['', 'nothing', /missing/],
    ['9991234567', 'a country code that is none', /country code/],
  ].map(([Phone, what, error]): Case => ({
    what: `pairphone refuses ${String(what)}`,
    call: `POST ${of('fresh', 'pairphone')}`,
    body: { Phone },
    code: 400,
    reason: 'invalid_phone',
    error: words(error as RegExp),
  })),
  {
    what: 'pairphone without a body',
    call: `POST ${of('fresh', 'pairphone')}`,
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'pairphone of a session that has a phone',
    call: `POST ${of('online', 'pairphone')}`,
    body: { Phone: '6281233784490' },
    code: 409,
    reason: 'already_paired',
  },
  {
    what: 'pairphone of a session that is not connected says the way out',
    call: `POST ${of('idle', 'pairphone')}`,
    body: { Phone: '6281233784490' },
    code: 409,
    reason: 'not_connected',
    error: words(/Connect it first/),
  },
  {
    what: 'pairphone with a key that may not see codes',
    as: 'reader',
    call: `POST ${of('fresh', 'pairphone')}`,
    body: { Phone: '6281233784490' },
    code: 403,
    reason: 'forbidden',
  },
];
