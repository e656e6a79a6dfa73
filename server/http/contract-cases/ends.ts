/** POST disconnect and logout: the seed's examples, and each refusal. */
import { sessions, type Case } from './case.ts';
import { noSession, partly, words } from './shapes.ts';

const of = (name: string, action: string) => `${sessions}/{${name}}/${action}`;

export const endsCases: Case[] = [
  {
    what: 'logout of a session that shows a code',
    call: `POST ${of('fresh', 'logout')}`,
    code: 409,
    reason: 'not_logged_in',
  },
  {
    what: 'logout of a session that is not connected says the way out',
    call: `POST ${of('idle', 'logout')}`,
    code: 409,
    reason: 'not_connected',
    error: words(/Connect it first/),
  },
  {
    what: 'disconnect while a code runs withdraws the pairing and says until when the codes run',
    call: `POST ${of('fresh', 'disconnect')}`,
    code: 200,
    data: { message: 'Session disconnected successfully', details: words(/ 2\d{3}-.*Z$/) },
    warning: 'Disconnect feature is still in development',
  },
  {
    what: 'qr of a pairing that is being stopped',
    call: `GET ${of('fresh', 'qr')}`,
    code: 500,
    reason: 'no_session',
    error: 'no session',
  },
  {
    what: 'status of a pairing that is being stopped: still connected, no code',
    call: `GET ${of('fresh', 'status')}`,
    code: 200,
    data: partly({ connected: true, loggedIn: false, qrcode: '', phase: 'stopping' }),
  },
  {
    what: 'disconnect of a session that is down already',
    call: `POST ${of('idle', 'disconnect')}`,
    code: 200,
    data: { message: 'Session disconnected successfully', details: 'Disconnected from WhatsApp server' },
    warning: 'Disconnect feature is still in development',
  },
  {
    what: "disconnect answers the seed's example",
    call: `POST ${of('other', 'disconnect')}`,
    code: 200,
    data: { message: 'Session disconnected successfully', details: 'Disconnected from WhatsApp server' },
    warning: 'Disconnect feature is still in development',
  },
  {
    what: "logout answers the seed's example",
    call: `POST ${of('linked', 'logout')}`,
    code: 200,
    data: { message: 'Successfully logged out from WhatsApp account', details: 'Logged out successfully' },
  },
  {
    what: 'after a logout nothing is left of the account',
    call: `GET ${of('linked', 'status')}`,
    code: 200,
    data: partly({ connected: false, loggedIn: false, jid: '', qrcode: '' }),
  },
  {
    what: 'disconnect by a viewer',
    as: 'vera',
    call: `POST ${of('idle', 'disconnect')}`,
    code: 403,
    reason: 'forbidden',
  },
  { what: 'disconnect of no session', call: `POST ${sessions}/nobody/disconnect`, ...noSession },
  {
    what: "logout of someone else's session",
    as: 'oscar',
    call: `POST ${of('online', 'logout')}`,
    ...noSession,
  },
];
