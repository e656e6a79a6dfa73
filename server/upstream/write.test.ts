import { onTestFinished, describe, expect, it } from 'vitest';
import type { CallReport } from './call.ts';
import { createReader } from './read.ts';
import { bodyOf, quiet, recorded, replay, serve, type RecordedRequest } from './testing.ts';
import { createTurns } from './turns.ts';
import { createWriter, type Writer, type WriterOptions } from './write.ts';

function writer(baseUrl: string, more: Partial<WriterOptions> = {}): Writer {
  const one = createWriter({ baseUrl, adminToken: 'admin-secret', log: quiet, ...more });
  onTestFinished(() => one.close());
  return one;
}

/** A service that gives one recorded answer, and what it was asked. */
async function answering(answer: Pick<RecordedRequest, 'status' | 'contentType' | 'body'>) {
  const asked: { call: string; token: unknown; admin: unknown; body: unknown }[] = [];
  const url = await serve(async (request, response) => {
    asked.push({
      call: `${request.method} ${request.url}`,
      token: request.headers.token,
      admin: request.headers.authorization,
      body: await bodyOf(request),
    });
    replay(answer)(request, response);
  });
  return { writer: writer(url), asked };
}

const yes = { status: 200, contentType: 'application/json', body: { code: 200, data: {}, success: true } };
const envelope = 'z-envelope-and-errors.json';

describe('what a writer sends', () => {
  it('connects with the names it is given, and tells which were accepted', async () => {
    const recordedYes = recorded('z-connect-qr-scan-online.json', 'POST', '/session/connect');
    const { writer, asked } = await answering(recordedYes);
    const answer = await writer.connect('tok', { subscribe: ['QR', 'Connected'], immediate: true });
    expect(answer).toMatchObject({ already: false, events: 'All', details: 'Connected!' });
    expect(asked).toEqual([
      {
        call: 'POST /session/connect',
        token: 'tok',
        admin: undefined,
        body: { Subscribe: ['QR', 'Connected'], Immediate: true },
      },
    ]);
  });

  it('takes "already connected" for a connect that need not be made', async () => {
    const { writer } = await answering(recorded('z-connect-again.json', 'POST', '/session/connect', 500));
    expect(await writer.connect('tok', { subscribe: [], immediate: true })).toMatchObject({ already: true });
  });

  it('brings the pairing code', async () => {
    const { writer, asked } = await answering(recorded('z-pairphone.json', 'POST', '/session/pairphone'));
    expect((await writer.pairPhone('tok', '5511999990001')).linkingCode).toMatch(/^.{4}-.{4}$/);
    expect(asked[0]?.body).toEqual({ Phone: '5511999990001' });
  });

  it('passes the refusals of the service on in its words', async () => {
    const { writer } = await answering(recorded(envelope, 'POST', '/session/disconnect', 500));
    const refusal = { kind: 'said_no', status: 500, says: 'no session', mayHaveHappened: false };
    await expect(writer.disconnect('tok')).rejects.toMatchObject(refusal);
    await expect(writer.logout('tok')).rejects.toMatchObject(refusal);
  });

  it('reads the yes of hmac/config, which has no envelope', async () => {
    const { writer, asked } = await answering(recorded(envelope, 'POST', '/session/hmac/config'));
    await writer.setHmac('tok', 'k'.repeat(32));
    await writer.deleteHmac('tok');
    expect(asked.map(({ call, body }) => [call, body])).toEqual([
      ['POST /session/hmac/config', { hmac_key: 'k'.repeat(32) }],
      ['DELETE /session/hmac/config', null],
    ]);
  });

  it('spells proxy, S3 and webhook as each call wants it', async () => {
    const { writer, asked } = await answering(yes);
    await writer.setProxy('tok', { url: 'socks5://p', enabled: true });
    await writer.setWebhook('tok', { url: '', events: ['Message'] });
    const s3 = {
      enabled: true,
      endpoint: 'https://s3',
      region: 'r',
      bucket: 'b',
      accessKey: 'a',
      secretKey: 's',
      pathStyle: true,
      publicUrl: 'https://p',
      mediaDelivery: 'both',
      retentionDays: 30,
    };
    await writer.setS3('tok', s3);
    await writer.deleteS3('tok');
    await writer.updateUser('a/b', { name: 'n', events: ['QR', 'All'], s3 });
    await writer.deleteUser('abc');
    expect(asked.map(({ call, body }) => [call, body])).toEqual([
      ['POST /session/proxy', { proxy_url: 'socks5://p', enable: true }],
      ['POST /webhook', { webhookurl: '', events: ['Message'] }],
      [
        'POST /session/s3/config',
        {
          enabled: true,
          endpoint: 'https://s3',
          region: 'r',
          bucket: 'b',
          access_key: 'a',
          secret_key: 's',
          path_style: true,
          public_url: 'https://p',
          media_delivery: 'both',
          retention_days: 30,
        },
      ],
      ['DELETE /session/s3/config', null],
      [
        'PUT /admin/users/a%2Fb',
        {
          name: 'n',
          events: 'QR,All',
          s3Config: {
            enabled: true,
            endpoint: 'https://s3',
            region: 'r',
            bucket: 'b',
            accessKey: 'a',
            secretKey: 's',
            pathStyle: true,
            publicURL: 'https://p',
            mediaDelivery: 'both',
            retentionDays: 30,
          },
        },
      ],
      ['DELETE /admin/users/abc/full', null],
    ]);
    expect(asked.map(({ admin }) => admin === 'admin-secret')).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('creates a session as the recorded call did', async () => {
    const model = recorded('z-admin-users.json', 'POST', '/admin/users', 201);
    const { writer, asked } = await answering(model);
    const { id } = await writer.createUser({
      name: 'full',
      token: 'tok-full',
      events: ['Message', 'ReadReceipt'],
      proxy: { url: 'http://127.0.0.1:41198', enabled: true },
    });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(asked[0]?.body).toEqual({
      name: 'full',
      token: 'tok-full',
      events: 'Message,ReadReceipt',
      proxyConfig: { enabled: true, proxyURL: 'http://127.0.0.1:41198' },
    });
  });

  it('never creates a session with an empty token, nor empties one', async () => {
    const { writer, asked } = await answering(yes);
    await expect(writer.createUser({ name: 'n', token: '' })).rejects.toThrow(RangeError);
    await expect(writer.updateUser('x', { token: '' })).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });
});

describe('a write without an answer', () => {
  const timeouts = { singleMs: 80, connectMs: 80, whatsappMs: 80 };

  it('may have happened once it was sent, and is not sent twice', async () => {
    let asked = 0;
    const hanging = writer(await serve(() => void (asked += 1)), { timeouts });
    await expect(hanging.disconnect('t')).rejects.toMatchObject({ kind: 'timeout', mayHaveHappened: true });
    expect(asked).toBe(1);
    const breaking = writer(
      await serve((request) => {
        asked += 1;
        request.socket.destroy();
      }),
    );
    await expect(breaking.logout('t')).rejects.toMatchObject({ kind: 'unreachable', mayHaveHappened: true });
    expect(asked).toBe(2);
  });

  it('did not happen when no connection was made', async () => {
    const refused = writer('http://127.0.0.1:1');
    await expect(refused.connect('t', { subscribe: [], immediate: true })).rejects.toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: false,
    });
  });

  it('is not sent twice after a hiccup of the database either', async () => {
    let asked = 0;
    const locked = recorded('z-disconnect-in-qr-phase.json', 'GET', '/admin/users', 500);
    const url = await serve((request, response) => {
      asked += 1;
      replay(locked)(request, response);
    });
    await expect(writer(url).disconnect('t')).rejects.toMatchObject({ kind: 'busy' });
    expect(asked).toBe(1);
  });

  it('is not even tried while the circuit is open', async () => {
    const reports: CallReport[] = [];
    const one = writer('http://127.0.0.1:1', {
      isOpen: () => true,
      onCall: (report) => reports.push(report),
    });
    await expect(one.logout('t')).rejects.toMatchObject({ kind: 'open', mayHaveHappened: false });
    expect(reports).toEqual([]);
  });
});

it('is not under way while the same session is read by its token', async () => {
  const order: string[] = [];
  const url = await serve((request, response) => {
    order.push(`${request.url} begins`);
    response.on('finish', () => order.push(`${request.url} ends`));
    const status = recorded('z-connect-qr-scan-online.json', 'GET', '/session/status');
    setImmediate(() => replay(request.method === 'GET' ? status : yes)(request, response));
  });
  const turns = createTurns();
  const reader = createReader({ baseUrl: url, adminToken: 'a', log: quiet, turns });
  onTestFinished(() => reader.close());
  await Promise.all([writer(url, { turns }).disconnect('t'), reader.status('t')]);
  expect(order).toEqual([
    '/session/disconnect begins',
    '/session/disconnect ends',
    '/session/status begins',
    '/session/status ends',
  ]);
});

it('logs what was called and how it ended, and no token or body', async () => {
  const lines: unknown[] = [];
  const log = { debug: (...line: unknown[]) => void lines.push(line) };
  const one = writer('http://127.0.0.1:1', { log });
  await expect(one.pairPhone('tok-secret', '5511999990001')).rejects.toThrow();
  expect(JSON.stringify(lines)).toMatch(/pair_phone.*unreachable/);
  expect(JSON.stringify(lines)).not.toMatch(/tok-secret|5511/);
});
