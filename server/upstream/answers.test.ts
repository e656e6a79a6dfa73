import { describe, expect, it } from 'vitest';
import { connectAnswer, oneAnswer, qrAnswer, settle, statusAnswer, type Answer } from './answers.ts';
import { UpstreamError } from './upstream-error.ts';

const json = (body: unknown, status = 200): Answer => ({
  status,
  contentType: 'application/json',
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const failure = (parse: () => unknown): unknown => {
  try {
    parse();
  } catch (error) {
    return error;
  }
  throw new Error('it was read');
};

describe('older builds and strangers', () => {
  it('reads the status of May 2025, which tells two things only', () => {
    const reading = statusAnswer(
      json({ code: 200, data: { Connected: true, LoggedIn: false }, success: true }),
    );
    expect(reading).toMatchObject({ connected: true, loggedIn: false, partial: true, id: '' });
  });

  it('reads its 500 "No session" as a session that is down', () => {
    const reading = statusAnswer(json({ code: 500, error: 'No session', success: false }, 500));
    expect(reading).toMatchObject({ connected: false, loggedIn: false, partial: true });
  });

  it('compares error texts in any letters', () => {
    expect(qrAnswer(json({ code: 500, error: 'No Session', success: false }, 500))).toEqual({
      says: 'no session',
    });
    expect(connectAnswer(json({ code: 500, error: 'Already Connected', success: false }, 500)).already).toBe(
      true,
    );
  });

  it('takes a refused token for that whatever the body is', () => {
    expect(
      failure(() => settle({ status: 401, contentType: 'text/plain', bytes: Buffer.from('no') })),
    ).toMatchObject({
      kind: 'refused_token',
    });
  });

  it('tells its own refusal of a token from that of something in front of it', () => {
    const own = failure(() => settle(json({ code: 401, error: 'Unauthorized', success: false }, 401)));
    expect(own).toMatchObject({ kind: 'refused_token', says: 'unauthorized' });
    const login = { status: 401, contentType: 'text/html', bytes: Buffer.from('<html>Sign in') };
    expect(failure(() => settle(login))).toMatchObject({ kind: 'refused_token', says: 'a stranger' });
  });

  it('takes a picture only as a PNG data URL', () => {
    expect(qrAnswer(json({ data: { QRCode: 'javascript:alert(1)' }, success: true }))).toEqual({ image: '' });
  });

  it.each([
    ['HTML', { status: 200, contentType: 'text/html', bytes: Buffer.from('<html></html>') }],
    ['a redirect', { status: 302, contentType: '', bytes: Buffer.alloc(0) }],
    ['JSON of another kind', json({ hello: 'world' })],
    ['a bare array', json([1])],
    ['nothing', json('')],
    ['a row without a state', json({ data: { id: 'x' }, success: true })],
  ])('says not_json of %s', (_what, answer) => {
    expect(failure(() => statusAnswer(answer))).toMatchObject({ kind: 'not_json' });
  });

  it('knows that an id is unknown only from an empty list of users', () => {
    for (const data of [[], null]) expect(oneAnswer(json({ code: 200, data, success: true }))).toBeNull();
    for (const other of [
      {},
      { status: 'maintenance' },
      { data: [] },
      { data: [null], success: true },
      { data: 'no', success: true },
    ])
      expect(
        failure(() => oneAnswer(json(other))),
        JSON.stringify(other),
      ).toMatchObject({ kind: 'not_json' });
  });

  it('keeps the possibility open that a write behind a broken answer happened', () => {
    const gateway = { status: 504, contentType: 'text/html', bytes: Buffer.from('<html>') };
    expect(failure(() => connectAnswer(gateway))).toMatchObject({ kind: 'not_json', mayHaveHappened: true });
    const missing = { status: 404, contentType: 'text/plain', bytes: Buffer.from('404 page not found') };
    expect(failure(() => connectAnswer(missing))).toMatchObject({ kind: 'not_json', mayHaveHappened: false });
  });

  it('has no more than the words of the service in its message', () => {
    const error = failure(() =>
      connectAnswer(json({ code: 400, error: 'x'.repeat(9_000), success: false }, 400)),
    );
    expect(error).toBeInstanceOf(UpstreamError);
    expect((error as Error).message.length).toBeLessThan(300);
  });
});
