/** GET status and qr: the seed's examples, and each refusal. */
import { expect } from 'vitest';
import { sessions, type Case } from './case.ts';
import { noSession, onlineJid, partly, png, text, words } from './shapes.ts';

const of = (name: string, action: string) => `${sessions}/{${name}}/${action}`;

const status = (over: object) => ({
  connected: true,
  events: 'Message, ReadReceipt',
  id: words(/^[0-9a-f]{32}$/),
  jid: onlineJid,
  loggedIn: true,
  name: 'test_user',
  proxy_config: { enabled: true, proxy_url: 'socks5://user:pass@host:1080' },
  proxy_url: 'socks5://user:pass@host:1080',
  qrcode: '',
  s3_config: {
    access_key: '***',
    bucket: text,
    enabled: false,
    endpoint: text,
    media_delivery: text,
    path_style: expect.any(Boolean),
    public_url: text,
    region: text,
    retention_days: expect.any(Number),
  },
  token: 'user_token',
  webhook: 'https://example.net/webhook',
  phase: 'online',
  version: expect.any(Number),
  observedAt: text,
  ...over,
});

export const looksCases: Case[] = [
  {
    what: "status answers an admin the seed's example, with phase, version and observedAt beside it",
    call: `GET ${of('online', 'status')}`,
    code: 200,
    data: status({}),
  },
  {
    what: 'status shows a key no token and no credentials',
    as: 'key',
    call: `GET ${of('online', 'status')}`,
    code: 200,
    data: status({
      token: '***',
      proxy_url: 'socks5://***@host:1080',
      proxy_config: { enabled: true, proxy_url: 'socks5://***@host:1080' },
    }),
  },
  {
    what: 'status shows the code while one is up',
    call: `GET ${of('fresh', 'status')}`,
    code: 200,
    data: partly({
      connected: true,
      loggedIn: false,
      jid: '',
      qrcode: png,
      phase: 'pairing',
    }),
  },
  {
    what: 'status shows a viewer no code',
    as: 'vera',
    call: `GET ${of('fresh', 'status')}`,
    code: 200,
    data: partly({ connected: true, qrcode: '', phase: 'pairing' }),
  },
  { what: 'status of no session', call: `GET ${sessions}/nobody/status`, ...noSession },
  {
    what: "status of someone else's session",
    as: 'oscar',
    call: `GET ${of('online', 'status')}`,
    ...noSession,
  },
  {
    what: "qr answers the seed's example",
    call: `GET ${of('fresh', 'qr')}`,
    code: 200,
    data: { QRCode: png },
  },
  {
    what: 'qr with a key that has the scope',
    as: 'key',
    call: `GET ${of('fresh', 'qr')}`,
    code: 200,
    data: { QRCode: png },
  },
  {
    what: 'qr of a session that was never connected',
    call: `GET ${of('idle', 'qr')}`,
    code: 500,
    reason: 'no_session',
    error: 'no session',
  },
  {
    what: 'qr of a session that is logged in',
    call: `GET ${of('online', 'qr')}`,
    code: 500,
    reason: 'already_logged_in',
    error: 'already logged in',
  },
  { what: 'qr for a viewer', as: 'vera', call: `GET ${of('fresh', 'qr')}`, code: 403, reason: 'forbidden' },
  {
    what: 'qr with a key that lacks the scope',
    as: 'reader',
    call: `GET ${of('fresh', 'qr')}`,
    code: 403,
    reason: 'forbidden',
  },
];
