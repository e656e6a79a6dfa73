import { createHmac } from 'node:crypto';
import express from 'express';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../contract/envelope.ts';
import { createLog } from '../observability/log.ts';
import type { Push } from '../upstream/push.ts';
import { answerErrors } from './errors.ts';
import { webhookRoutes } from './webhook.ts';

const key = 'a key of at least thirty-two characters';

function door(own: string | null = key) {
  const taken: Push[] = [];
  const outcomes: string[] = [];
  const lines: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', write: (line) => lines.push(line) });
  const app = express();
  const webhook = {
    key: own,
    take: (push: Push) => void taken.push(push),
    onWebhook: (outcome: string) => void outcomes.push(outcome),
  };
  app.use('/hook', webhookRoutes({ webhook, log }), answerErrors(log));
  const send = (body: string, headers: Record<string, string> = {}) =>
    request(app)
      .post('/hook')
      .set({ 'content-type': 'application/json', 'x-hmac-signature': sign(body), ...headers })
      .send(body);
  return { app, taken, outcomes, lines, send };
}

const sign = (body: string, by = key) => createHmac('sha256', by).update(body).digest('hex');
const connected = JSON.stringify({ event: {}, type: 'Connected', userID: 'abc' });

describe('a signed push', () => {
  test('is answered at once and taken', async () => {
    const { send, taken, outcomes } = door();
    const answer = await send(connected);
    expect(answer.status).toBe(200);
    expect(taken).toMatchObject([{ type: 'Connected', userId: 'abc' }]);
    expect(outcomes).toEqual(['taken']);
  });

  test('is taken as a form too: the signature is over the form as it was sent', async () => {
    const { send, taken } = door();
    const body = new URLSearchParams({ jsonData: connected, userID: 'abc', instanceName: 'x' }).toString();
    const answer = await send(body, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(200);
    expect(taken).toMatchObject([{ type: 'Connected', userId: 'abc' }]);
  });

  test('may be as large as 1 MB; what is larger is not read', async () => {
    const { send, taken, outcomes } = door();
    const sized = (bytes: number) => {
      const rest = JSON.stringify({ type: 'Connected', userID: 'abc', event: { fill: '' } });
      return rest.replace('"fill":""', `"fill":"${'x'.repeat(bytes - rest.length)}"`);
    };
    expect((await send(sized(1_048_576))).status).toBe(200);
    const answer = await send(sized(1_048_577));
    expect(answer.status).toBe(413);
    expect(Failure.parse(answer.body).reason).toBe('payload_too_large');
    expect(taken).toHaveLength(1);
    expect(outcomes).toEqual(['taken']);
  });

  test('about anything else than the session’s life is dropped, and nothing of it is logged', async () => {
    const { send, taken, outcomes, lines } = door();
    const secret = 'the app state key in clear';
    for (const type of ['Message', 'All', 'AppStateSyncKey', 'x'.repeat(10_000)]) {
      expect((await send(JSON.stringify({ type, userID: 'abc', event: { secret } }))).status).toBe(200);
    }
    expect(taken).toEqual([]);
    expect(outcomes).toEqual(['ignored', 'ignored', 'ignored', 'ignored']);
    expect(lines.join('')).not.toContain(secret);
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"type":5}',
    '{"type":"Connected"}',
    '{"type":"QR","userID":"a"}',
    '\0\0',
  ])('that says nothing usable (%j) is answered 200: the service would only send it again', async (body) => {
    const { send, taken, outcomes } = door();
    expect((await send(body)).status).toBe(200);
    expect(taken).toEqual([]);
    expect(outcomes).toEqual(['malformed']);
  });
});

describe('a push that is refused', () => {
  test.each([
    ['without a signature', ''],
    ['signed by another key', sign(connected, 'another key')],
    ['signed for another body', sign('{}')],
    ['signed in capitals', sign(connected).toUpperCase()],
    ['with half a signature', sign(connected).slice(0, 32)],
    ['with a word for a signature', 'signature'],
  ])('%s: 401, without a word of detail', async (_, signature) => {
    const { send, taken, outcomes } = door();
    const answer = await send(connected, { 'x-hmac-signature': signature });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ success: false, code: 401, error: 'Unauthorized', reason: 'unauthorized' });
    expect(taken).toEqual([]);
    expect(outcomes).toEqual(['refused']);
  });

  test('many times fills no log', async () => {
    const { send, lines, outcomes } = door();
    for (let i = 0; i < 10; i++) await send(connected, { 'x-hmac-signature': '' });
    expect(lines).toHaveLength(1);
    expect(outcomes).toHaveLength(10);
  });

  test('because no key was given to the gateway: there is no such address', async () => {
    const { send, taken } = door(null);
    expect((await send(connected)).status).toBe(404);
    expect(taken).toEqual([]);
  });
});
