import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { pythonFor } from './python.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

const root = path.join(import.meta.dirname, '..');
/** Where somebody else's page is served: an origin that the gateway was told of. */
const page = createServer((request, response) => {
  const file = {
    '/watch.html': 'examples/watch.html',
    '/socket.io.esm.min.js': 'node_modules/socket.io-client/dist/socket.io.esm.min.js',
  }[request.url ?? ''];
  if (!file) return void response.writeHead(404).end();
  const type = file.endsWith('.html') ? 'text/html' : 'text/javascript';
  void readFile(path.join(root, file)).then((body) =>
    response.writeHead(200, { 'content-type': type }).end(body),
  );
});
await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
test.afterAll(() => void page.close());

const running = runProduct({ CORS_ORIGINS: origin });

function linesOf(tool: ChildProcess): (words: RegExp) => Promise<void> {
  const lines: string[] = [];
  if (tool.stdout) createInterface({ input: tool.stdout }).on('line', (line) => lines.push(line));
  return (words) => expect.poll(() => lines.some((line) => words.test(line)), { timeout: 15_000 }).toBe(true);
}

async function newKey(): Promise<string> {
  const answer = await fetch(`${running.url}/api/admin/api-keys`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await running.admin.token()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'another tool', scopes: ['sessions:read', 'sessions:qr'] }),
  });
  return ((await answer.json()) as { data: { key: string } }).data.key;
}

test('another tool prints a session from its code to online, by the example of twenty lines', async () => {
  const id = await running.idOf('Apotek Kita');
  const tool = spawn(process.execPath, ['--import', 'tsx', 'examples/watch.ts', id], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HELIOGRAPH_URL: running.url,
      HELIOGRAPH_EMAIL: admin.email,
      HELIOGRAPH_PASSWORD: admin.password,
    },
  });
  const printed = linesOf(tool);
  await printed(/gateway live/);
  await printed(/Apotek Kita v\d+: offline/);
  await running.admin.rest.connect(id);
  await printed(/: pairing .*connected: true, loggedIn: false.* code 1 until /);
  await running.admin.demo('scan', { sessionId: id });
  await printed(/: online .*connected: true, loggedIn: true/);
  const ended = new Promise((resolve) => tool.once('exit', resolve));
  tool.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('a Python worker sees a session fall, by the example', async () => {
  const python = await pythonFor('examples/requirements.txt');
  test.skip(python === null, 'There is no Python 3.9 or newer on this machine: its example was not run.');
  const id = await running.idOf('Apotek Kita');
  const tool = spawn(python ?? '', ['examples/watch.py', id], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HELIOGRAPH_URL: running.url, HELIOGRAPH_TOKEN: await newKey() },
  });
  const printed = linesOf(tool);
  await printed(/gateway live/);
  await printed(/Apotek Kita v\d+: online connected=True loggedIn=True/);
  await running.admin.demo('unlink', { sessionId: id });
  await printed(/Apotek Kita v\d+: logged-out connected=\w+ loggedIn=False/);
  const ended = new Promise((resolve) => tool.once('exit', resolve));
  tool.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('a plain page of another origin shows sessions live, by the example', async ({ page: tab }) => {
  await tab.goto(`${origin}/watch.html`);
  await tab.getByLabel('Gateway').fill(running.url);
  await tab.getByLabel('API key').fill(await newKey());
  await tab.getByRole('button', { name: 'Watch' }).click();
  await expect(tab.getByRole('status')).toHaveText('Live');
  const row = tab.getByRole('row', { name: /Toko Melati/ });
  await expect(row).toHaveCount(1);
  const id = await running.idOf('Apotek Kita');
  await running.admin.rest.connect(id);
  await expect(tab.getByRole('row', { name: /Apotek Kita/ })).toContainText('pairing');
});
