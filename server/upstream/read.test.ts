import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setImmediate as immediate } from 'node:timers/promises';
import { onTestFinished, describe, expect, it } from 'vitest';
import type { CallReport } from './call.ts';
import { createReader } from './read.ts';
import { quiet, recorded, replay, serve } from './testing.ts';
import type { UpstreamOptions } from './options.ts';

function reader(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  const one = createReader({ baseUrl, adminToken: 'admin-secret', log: quiet, ...more });
  onTestFinished(() => one.close());
  return one;
}
const onlineList = recorded('z-connect-qr-scan-online.json', 'GET', '/admin/users');
const qrStatus = recorded('z-connect-qr-scan-online.json', 'GET', '/session/status');

describe('a reader', () => {
  it('asks with the admin token in its header, and reads the list', async () => {
    const asked: unknown[] = [];
    const url = await serve((request, response) => {
      asked.push([request.method, request.url, request.headers.authorization, request.headers.token]);
      replay(onlineList)(request, response);
    });
    const list = await reader(`${url}/`, { now: () => 42 }).list();
    const rows = [];
    for await (const batch of list.rows()) rows.push(...batch);
    expect(list.askedAt).toBe(42);
    expect(rows.map((row) => row.reading.name)).toEqual(['online']);
    expect(asked).toEqual([['GET', '/admin/users', 'admin-secret', undefined]]);
  });

  it('keeps a path in the address', async () => {
    let path: string | undefined;
    const url = await serve((request, response) => {
      path = request.url;
      replay(qrStatus)(request, response);
    });
    await reader(`${url}/wa/`).status('t');
    expect(path).toBe('/wa/session/status');
  });

  it('notices that a second list has the same bytes', async () => {
    const one = reader(await serve(replay(onlineList)));
    const first = await one.list();
    for await (const batch of first.rows()) expect(batch).toHaveLength(1);
    expect((await one.list()).same).toBe(true);
  });

  it('finds one session, or none', async () => {
    const id = (onlineList.body as { data: { id: string }[] }).data[0]?.id;
    const known = reader(await serve(replay(onlineList)));
    expect(await known.one(id ?? '')).toMatchObject({ id, name: 'online' });
    const unknown = reader(
      await serve(replay(recorded('z-envelope-and-errors.json', 'GET', '/admin/users'))),
    );
    expect(await unknown.one('0'.repeat(32))).toBeNull();
  });

  it('asks with the session token for its status and QR', async () => {
    const tokens: unknown[] = [];
    const url = await serve((request, response) => {
      tokens.push(request.headers.token, request.headers.authorization);
      replay(
        request.url === '/session/qr'
          ? recorded('z-connect-qr-scan-online.json', 'GET', '/session/qr')
          : qrStatus,
      )(request, response);
    });
    const one = reader(url);
    expect(await one.status('tok-1')).toMatchObject({ name: 'online', partial: false });
    expect(await one.qr('tok-1')).toEqual({ image: '' });
    expect(tokens).toEqual(['tok-1', undefined, 'tok-1', undefined]);
  });

  it('never asks without a token, since such a call would be somebody else’s', async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      replay(qrStatus)(request, response);
    });
    await expect(reader(url).status('')).rejects.toMatchObject({ kind: 'refused_token', status: null });
    await expect(reader(url, { adminToken: null }).list()).rejects.toMatchObject({ kind: 'refused_token' });
    expect(asked).toBe(0);
  });

  it('asks for the health without any token', async () => {
    let headers: object = {};
    const url = await serve((request, response) => {
      headers = request.headers;
      replay(recorded('z-envelope-and-errors.json', 'GET', '/health'))(request, response);
    });
    expect(await reader(url, { adminToken: '' }).health()).toMatchObject({ version: '1.0.5' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('never has two calls of one session under way, and shares its turns with whoever has the same', async () => {
    let [now, most] = [0, 0];
    const url = await serve(async (request, response) => {
      most = Math.max(most, ++now);
      await immediate();
      now -= 1;
      replay(qrStatus)(request, response);
    });
    const one = reader(url);
    await Promise.all([one.status('t'), one.status('t'), one.status('t'), one.qr('t')]);
    expect(most).toBe(1);
  });

  it('never has more calls under way than its limit', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const url = await serve((request, response) => {
      waiting.push(() => replay(qrStatus)(request, response));
      most = Math.max(most, waiting.length);
    });
    const one = reader(url, { limit: 2 });
    let answered = 0;
    const all = Array.from({ length: 12 }, (_, index) => one.status(`t${index}`).then(() => (answered += 1)));
    while (answered < 12) {
      await expect.poll(() => waiting.length).toBe(Math.min(2, 12 - answered));
      waiting.shift()?.();
      const before = answered;
      await expect.poll(() => answered).toBe(before + 1);
    }
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it('asks again when the database of the service had a hiccup', async () => {
    const locked = recorded('z-disconnect-in-qr-phase.json', 'GET', '/admin/users', 500);
    let asked = 0;
    const url = await serve((request, response) =>
      replay(asked++ === 0 ? locked : onlineList)(request, response),
    );
    const reports: CallReport[] = [];
    await reader(url, { onCall: (report) => reports.push(report) }).list();
    expect(reports.map((report) => report.outcome)).toEqual(['busy', 'ok']);
    const always = reader(await serve(replay(locked)));
    await expect(always.list()).rejects.toMatchObject({ kind: 'busy', status: 500, says: /locked|problem/ });
  });

  it('asks again on a fresh socket when the other side closed the idle one', async () => {
    const bodies = JSON.stringify(qrStatus.body);
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      let answered = false;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        if (answered && connections === 1) return socket.resetAndDestroy();
        answered = true;
        const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${bodies.length}\r\n\r\n`;
        socket.write(head + bodies);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const one = reader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await one.status('t');
    await expect(one.status('t')).resolves.toMatchObject({ name: 'online' });
    expect(connections).toBe(2);
  });
});

describe('giving up', () => {
  it('ends a call with the reason of the one who gave it up', async () => {
    const stop = new AbortController();
    const reports: CallReport[] = [];
    const url = await serve(() => stop.abort(new Error('nobody looks any more')));
    const one = reader(url, { onCall: (report) => reports.push(report) });
    await expect(one.one('x', { signal: stop.signal })).rejects.toThrow('nobody looks any more');
    expect(reports).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('ends what is under way at close, and refuses what comes later', async () => {
    let asked = () => {};
    const arrived = new Promise<void>((done) => (asked = done));
    const one = reader(await serve(() => asked()));
    const call = expect(one.list()).rejects.toMatchObject({ kind: 'unreachable', says: 'closed' });
    await arrived;
    one.close();
    await call;
    await expect(one.status('t')).rejects.toMatchObject({ says: 'closed' });
  });
});

it('keeps tokens out of its errors', async () => {
  const error: unknown = await reader('http://127.0.0.1:1')
    .status('tok-secret')
    .catch((reason: unknown) => reason);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/secret/);
  const odd: unknown = await reader('http://127.0.0.1:1')
    .status('tok-secret-\u4e2d')
    .catch((reason: unknown) => reason);
  expect(odd).toMatchObject({ kind: 'refused_token' });
  expect(JSON.stringify(odd, Object.getOwnPropertyNames(odd))).not.toMatch(/secret/);
});
