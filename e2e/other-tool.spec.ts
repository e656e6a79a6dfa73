import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

const running = runProduct();

test('another tool prints a session from its code to online, by the example of twenty lines', async () => {
  const id = await running.idOf('Apotek Kita');
  const tool = spawn(process.execPath, ['--import', 'tsx', 'examples/watch.ts', id], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HELIOGRAPH_URL: running.url,
      HELIOGRAPH_EMAIL: admin.email,
      HELIOGRAPH_PASSWORD: admin.password,
    },
  });
  const lines: string[] = [];
  createInterface({ input: tool.stdout }).on('line', (line) => lines.push(line));
  const printed = (words: RegExp) =>
    expect.poll(() => lines.some((line) => words.test(line)), { timeout: 15_000 }).toBe(true);

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
