import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallReport } from './call.ts';
import type { UpstreamOptions } from './options.ts';
import { createReader } from './read.ts';
import { quiet, recorded, replay, serve } from './testing.ts';

function reader(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  const one = createReader({ baseUrl, adminToken: 'admin-secret', log: quiet, ...more });
  onTestFinished(() => one.close());
  return one;
}
const short = { listMs: 80, singleMs: 80 };
const qrStatus = recorded('z-connect-qr-scan-online.json', 'GET', '/session/status');

describe('a service that is not well', () => {
  it('is unreachable when it refuses', async () => {
    const reports: CallReport[] = [];
    const one = reader('http://127.0.0.1:1', { onCall: (report) => reports.push(report) });
    await expect(one.list()).rejects.toMatchObject({
      kind: 'unreachable',
      status: null,
      says: 'econnrefused',
    });
    expect(reports).toMatchObject([{ kind: 'list', outcome: 'unreachable' }]);
  });

  it('is a timeout when it hangs, before its answer or in the middle', async () => {
    const silent = await serve(() => undefined);
    await expect(reader(silent, { timeouts: short }).list()).rejects.toMatchObject({
      kind: 'timeout',
      mayHaveHappened: false,
    });
    const halting = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"code":200,');
    });
    await expect(reader(halting, { timeouts: short }).status('t')).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('is unreachable when it breaks off in the middle of an answer', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 5_000 });
      response.write('{"code":200,');
      setImmediate(() => response.destroy());
    });
    await expect(reader(url).status('t')).rejects.toMatchObject({ kind: 'unreachable', says: /broke off/ });
  });

  it.each([
    ['HTML', 200, 'text/html', '<!doctype html><html></html>'],
    ['a page of a proxy', 502, 'text/html', '<html>bad gateway</html>'],
    ['a bare 500', 500, 'text/plain', 'oops'],
    ['JSON of another program', 200, 'application/json', '{"hello":"world"}'],
  ])('is not_json when it answers %s', async (_what, status, contentType, body) => {
    const one = reader(await serve(replay({ status, contentType, body })));
    await expect(one.list()).rejects.toMatchObject({ kind: 'not_json', status });
    await expect(one.status('t')).rejects.toMatchObject({ kind: 'not_json', status });
  });

  it('is never followed to where it redirects', async () => {
    const asked: unknown[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    await expect(reader(url).list()).rejects.toMatchObject({
      kind: 'not_json',
      status: 302,
      says: 'a redirect',
    });
    expect(asked).toEqual(['/admin/users']);
  });

  it('is stopped when its answer is huge', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(`{"data":"${'x'.repeat(5 * 1024 * 1024)}`);
    });
    await expect(reader(url).status('t')).rejects.toMatchObject({ kind: 'not_json', says: /far too long/ });
  });

  it('is not_json when it speaks no HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const one = reader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(one.list()).rejects.toMatchObject({ kind: 'not_json' });
  });

  it('is not asked through a proxy of the environment', async () => {
    process.env.HTTP_PROXY = 'http://127.0.0.1:1';
    onTestFinished(() => void delete process.env.HTTP_PROXY);
    const one = reader(await serve(replay(qrStatus)));
    await expect(one.status('t')).resolves.toMatchObject({ name: 'online' });
  });
});
