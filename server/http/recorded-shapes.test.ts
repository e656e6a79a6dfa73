/** What the real service answered, played again as the upstream: REST makes the seed's shapes of all of it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventWords } from '../sessions/present.ts';
import { ownEvents } from '../sessions/subscriptions.ts';
import { runGateway, type TestGateway } from '../testing.ts';
import { mistakesOf, operationOf } from './openapi-testing.ts';
import {
  playRecorded,
  recordedAnswers,
  recordedStatuses,
  saysOf,
  type RecordedService,
} from './recorded-service.ts';

const sessions = '/api/admin/whatsapp/sessions';
let gateway: TestGateway;
let service: RecordedService;
let end: () => Promise<void> = () => Promise.resolve();

const newId = () => randomBytes(16).toString('hex');
const looks = recordedStatuses.map((recorded) => ({ ...recorded, id: newId() }));
const actions = recordedAnswers.map((answer) => ({ answer, id: newId() }));

/** The state in which the gateway asks the service for such a thing. */
const stateFor: Record<string, (data: (typeof looks)[number]['data']) => boolean> = {
  '/session/connect': ({ connected, loggedIn, jid }) => !connected && !loggedIn && jid === '',
  '/session/pairphone': ({ connected, loggedIn, qrcode }) => connected && !loggedIn && qrcode !== '',
  '/session/disconnect': ({ connected, loggedIn }) => connected && loggedIn,
  '/session/logout': ({ connected, loggedIn }) => connected && loggedIn,
};

beforeAll(async () => {
  service = await playRecorded();
  for (const { id, data } of looks) service.add({ id, token: id, data });
  for (const { id, answer } of actions) {
    const { data } = looks.find((one) => stateFor[answer.path]!(one.data))!;
    service.add({ id, token: id, data, answer });
  }
  gateway = await runGateway({
    webhooks: false,
    env: { WHATSAPP_SERVER_API: service.url, WHATSAPP_ADMIN_TOKEN: 'recorded' },
    timeouts: { singleMs: 300, connectMs: 300, whatsappMs: 300 },
    atEnd: (stop) => (end = stop),
  });
  const synced = await gateway.call('POST', `${sessions}/sync`);
  expect(synced.body).toMatchObject({ data: { created: looks.length + actions.length } });
}, 60_000);
afterAll(async () => {
  await end();
  await service.stop();
});

interface Answered {
  data?: Record<string, unknown>;
  error?: string;
  reason?: string;
}

/** A call whose answer is as documented. */
async function asked(method: string, id: string, what: string, body?: object) {
  const path = `${sessions}/${id}/${what}`;
  const answer = await gateway.call<Answered>(method, path, body);
  expect(mistakesOf(operationOf(method, path)!, answer.status, answer.body)).toEqual([]);
  return { status: answer.status, ...answer.body };
}

describe('what was recorded of a session', () => {
  test.each(looks)(
    '$build: connected $data.connected, loggedIn $data.loggedIn, jid "$data.jid"',
    async ({ id, data }) => {
      const shows = data.connected && !data.loggedIn;
      const status = await asked('GET', id, 'status');
      expect(status.data).toMatchObject({
        connected: data.connected,
        loggedIn: data.loggedIn,
        id,
        token: id,
        name: data.name,
        webhook: data.webhook,
        events: eventWords(ownEvents(String(data.events))),
        proxy_config: data.proxy_config,
        s3_config: data.s3_config,
        qrcode: shows ? data.qrcode : '',
      });
      const qr = await asked('GET', id, 'qr');
      if (shows) expect(qr.data).toEqual({ QRCode: data.qrcode });
      else {
        expect(qr).toMatchObject({ status: 500 });
        expect(qr.error).toMatch(/^(no session|not connected|already logged in)$/);
      }
    },
  );
});

const refused = (status: number, reason: string) => ({ status, reason });
const disconnected = { status: 200, data: { message: 'Session disconnected successfully' } };

/** What REST says to each answer of the service. */
const expected: Record<string, object> = {
  '/session/connect 200 yes': { status: 200, data: { details: 'Connected!' } },
  '/session/connect 500 already connected': { status: 200, data: { details: 'Connected!' } },
  '/session/connect 400 could not decode Payload': refused(502, 'upstream_error'),
  '/session/connect 500 failed to Connect': refused(502, 'upstream_error'),
  '/session/connect null ConnectionRefusedError': refused(502, 'upstream_unreachable'),
  '/session/connect null TimeoutError': refused(504, 'upstream_timeout'),
  '/session/disconnect 200 yes': disconnected,
  '/session/disconnect 500 no session': disconnected,
  '/session/disconnect 500 cannot disconnect because it is not logged in': disconnected,
  '/session/disconnect null ConnectionRefusedError': refused(500, 'upstream_unreachable'),
  '/session/disconnect null TimeoutError': refused(500, 'upstream_timeout'),
  '/session/logout 200 yes': { status: 200, data: { details: 'Logged out successfully' } },
  '/session/logout 500 no session': refused(409, 'not_connected'),
  '/session/logout 500 could not disconnect as it was not connected': refused(409, 'not_connected'),
  '/session/logout 500 could not logout as it was not logged in': refused(409, 'not_logged_in'),
  '/session/logout 500 could not perform logout': refused(504, 'upstream_timeout'),
  '/session/logout null ConnectionRefusedError': refused(502, 'upstream_unreachable'),
  '/session/pairphone 200 yes': { status: 200 },
  '/session/pairphone 400 already paired': refused(409, 'already_paired'),
  '/session/pairphone 400 info query timed out': refused(504, 'upstream_timeout'),
  '/session/pairphone 400 websocket not connected': refused(409, 'not_connected'),
  '/session/pairphone 500 no session': refused(409, 'not_connected'),
  '/session/pairphone 400 phone number too short': refused(400, 'invalid_phone'),
  '/session/pairphone 400 missing Phone in Payload': refused(400, 'invalid_phone'),
  '/session/pairphone 400 international phone number required (must not start with 0)': refused(
    400,
    'invalid_phone',
  ),
  '/session/pairphone 400 could not decode Payload': refused(502, 'upstream_error'),
  '/session/pairphone null ConnectionRefusedError': refused(502, 'upstream_unreachable'),
};

describe('what was recorded of a call', () => {
  test.each(
    actions.map(({ id, answer }) => ({
      id,
      answer,
      was: `${answer.path} ${answer.status} ${saysOf(answer)}`,
    })),
  )('$was', async ({ id, answer, was }) => {
    const what = answer.path.split('/').at(-1) ?? '';
    const body = what === 'pairphone' ? { Phone: '6281233784490' } : undefined;
    const said = await asked('POST', id, what, body);
    expect(expected[was]).toBeDefined();
    expect(said).toMatchObject(expected[was]!);
    if (what === 'pairphone' && answer.status === 200)
      expect(said.data).toEqual((answer.body as { data: unknown }).data);
  });
});
