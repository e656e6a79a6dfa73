/** Secrets that are shown on purpose, and how long sessions were online. */
import { sessions, type Case } from './case.ts';
import { noSession, partly } from './shapes.ts';

const reveal = (name: string) => `POST ${sessions}/{${name}}/reveal`;
const reason = 'a support case';

export const revealCases: Case[] = [
  {
    what: 'a reveal of what was asked for, and nothing else',
    call: reveal('online'),
    body: { fields: ['token', 'proxyUrl'], reason },
    code: 200,
    data: { token: 'user_token', proxyUrl: 'socks5://user:pass@host:1080' },
  },
  {
    what: 'a reveal of keys that there are none of',
    call: reveal('idle'),
    body: { fields: ['s3AccessKey', 's3SecretKey'], reason },
    code: 200,
    data: { s3AccessKey: '', s3SecretKey: '' },
  },
  {
    what: 'a reveal without a reason',
    call: reveal('online'),
    body: { fields: ['token'] },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a reveal of a field that is none',
    call: reveal('online'),
    body: { fields: ['password'], reason },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a reveal by an operator',
    as: 'oscar',
    call: reveal('own'),
    body: { fields: ['token'], reason },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'a reveal with a key',
    as: 'key',
    call: reveal('online'),
    body: { fields: ['token'], reason },
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'a reveal of no session',
    call: reveal('nobody'),
    body: { fields: ['token'], reason },
    ...noSession,
  },
];

export const uptimeCases: Case[] = [
  {
    what: 'the uptime of all',
    call: `GET ${sessions}/uptime?window=24h&cells=4`,
    code: 200,
  },
  {
    what: 'the uptime for an operator: of the own',
    as: 'oscar',
    call: `GET ${sessions}/uptime?cells=2`,
    code: 200,
    data: { items: [partly({ cells: [partly({}), partly({})] })] },
  },
  ...['window=1y', 'cells=0', 'cells=201', 'unknown=1'].map((query): Case => ({
    what: `the uptime with ?${query}`,
    call: `GET ${sessions}/uptime?${query}`,
    code: 400,
    reason: 'invalid_query',
  })),
];
