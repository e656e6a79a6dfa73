import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parsePush, pushTypes, verifyPush } from './push.ts';
import { recordings, webhooksOf, type RecordedWebhook } from './testing.ts';

const hooks = recordings.map(([file, recording]) => [file, recording, webhooksOf(recording)] as const);
const withHooks = hooks.filter(([, , webhooks]) => webhooks.length > 0);
const contentType = (hook: RecordedWebhook) => hook.requestHeaders['content-type'];
const rawOf = (hook: RecordedWebhook) =>
  Buffer.from(
    hook.rawBody ??
      (typeof hook.requestBody === 'string' ? hook.requestBody : JSON.stringify(hook.requestBody)),
  );

describe('the signature', () => {
  it.each(withHooks)(
    'of each webhook in %s is found right with its own key only',
    (_file, recording, webhooks) => {
      for (const hook of webhooks) {
        if (hook.rawBody === undefined) continue;
        const raw = Buffer.from(hook.rawBody);
        const signature = hook.requestHeaders['x-hmac-signature'];
        expect(verifyPush(raw, signature, recording.hmacKey)).toBe(hook.signature.includes('global key'));
        if (recording.userHmacKey) {
          expect(verifyPush(raw, signature, recording.userHmacKey)).toBe(
            hook.signature.includes("user's own key"),
          );
        }
        expect(verifyPush(Buffer.concat([raw, Buffer.from(' ')]), signature, recording.hmacKey)).toBe(false);
      }
    },
  );

  it('is refused when it is missing, of another shape, or the key is empty', () => {
    const body = Buffer.from('{}');
    const right = createHmac('sha256', 'k').update(body).digest('hex');
    expect(verifyPush(body, right, 'k')).toBe(true);
    expect(verifyPush(body, undefined, 'k')).toBe(false);
    expect(verifyPush(body, right.toUpperCase(), 'k')).toBe(false);
    expect(verifyPush(body, `${right}00`, 'k')).toBe(false);
    expect(verifyPush(body, right.slice(2), 'k')).toBe(false);
    expect(verifyPush(body, 'é'.repeat(64), 'k')).toBe(false);
    expect(verifyPush(body, createHmac('sha256', '').update(body).digest('hex'), '')).toBe(false);
  });
});

function expectPush(hook: RecordedWebhook) {
  const raw = rawOf(hook);
  const result = parsePush(raw, contentType(hook));
  const form = typeof hook.requestBody === 'string' ? new URLSearchParams(hook.requestBody) : null;
  const body = (form ? JSON.parse(form.get('jsonData') ?? '') : hook.requestBody) as Record<string, unknown>;
  const type = String(body.type);
  if (!(pushTypes as string[]).includes(type)) return expect(result).toEqual({ ignored: true, type });
  const event = body.event as Record<string, unknown>;
  const facts: Record<string, object> = {
    QR: { image: hook.rawBody ? expect.stringMatching(/^data:image\/png;base64,iVBOR/) : body.qrCodeBase64 },
    PairSuccess: { jid: event.ID, platform: event.Platform, businessName: event.BusinessName },
    PairError: { jid: event.ID },
    LoggedOut: { reason: event.Reason, onConnect: event.OnConnect },
    ConnectFailure: { reason: event.Reason, message: event.Message },
    TemporaryBan: { code: event.Code, expireMs: 3_600_000 },
    StreamError: { code: event.Code },
  };
  const userId = form?.get('userID') ?? body.userID;
  const bodyHash = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  expect(result).toEqual({ type, userId, token: null, bodyHash, ...facts[type] });
}

describe('a push', () => {
  it.each(withHooks)('in %s is read for what it says', (_file, _recording, webhooks) => {
    webhooks.forEach(expectPush);
  });

  it('has the same hash when it is delivered again, and another one otherwise', () => {
    const hash = (raw: string) => {
      const push = parsePush(Buffer.from(raw), 'application/json');
      return 'bodyHash' in push ? push.bodyHash : null;
    };
    const connected = (id: string) => `{"type":"Connected","userID":"${id}","event":{}}`;
    expect(hash(connected('a'))).toBe(hash(connected('a')));
    expect(hash(connected('a'))).not.toBe(hash(connected('b')));
  });

  it('of August 2025 names its session by the token, and writes "Logged Out"', () => {
    const raw = Buffer.from('{"event":{"OnConnect":false,"Reason":401},"token":"tok","type":"Logged Out"}');
    expect(parsePush(raw, 'application/json')).toMatchObject({
      type: 'LoggedOut',
      userId: null,
      token: 'tok',
      reason: 401,
    });
    const form = new URLSearchParams({ jsonData: '{"event":{},"type":"Connected"}', token: 'tok' });
    expect(parsePush(Buffer.from(form.toString()), 'application/x-www-form-urlencoded')).toMatchObject({
      type: 'Connected',
      token: 'tok',
    });
  });

  it('that is not about the session’s life is dropped before its content is read', () => {
    const unreadable = Buffer.from('{"event":{"Message":{"key":nonsense}},"type":"Message","userID":"a"}');
    expect(parsePush(unreadable, 'application/json')).toEqual({ ignored: true, type: 'Message' });
    const nested = Buffer.from('{"event":{"type":"Connected"},"type":"Receipt","userID":"a"}');
    expect(parsePush(nested, 'application/json')).toEqual({ ignored: true, type: 'Receipt' });
  });

  it('of a ban without an end has no end', () => {
    const ban = Buffer.from('{"type":"TemporaryBan","userID":"a","event":{"Code":101}}');
    expect(parsePush(ban, 'application/json')).toMatchObject({ code: 101, expireMs: null });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['no type', '{"userID":"a"}'],
    ['a type that is no text', '{"type":1,"userID":"a"}'],
    ['an object for a type', '{"type":{"a":"b"},"userID":"a"}'],
    ['no session', '{"type":"Connected","event":{}}'],
    ['a text cut off', '{"type":"Connected","userID":"a","event":{'],
    ['a QR without a picture', '{"type":"QR","userID":"a","event":"code"}'],
    ['a QR whose picture is none', '{"type":"QR","userID":"a","qrCodeBase64":"javascript:1"}'],
  ])('with %s is malformed', (_what, raw) => {
    expect(parsePush(Buffer.from(raw), 'application/json')).toEqual({ malformed: true });
  });

  it('with the name of something every object has is an unknown type like any other', () => {
    for (const type of ['constructor', '__proto__', 'toString']) {
      const raw = Buffer.from(JSON.stringify({ type, userID: 'a' }));
      expect(parsePush(raw, 'application/json')).toEqual({ ignored: true, type });
    }
  });
});
