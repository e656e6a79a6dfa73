import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { served, staleParts } from './build.mjs';

/** What `node scripts/start.mjs` says and how it ends, on a Node that calls itself `version`. */
function startOn(version: string): Promise<{ code: number | null; said: string }> {
  const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  const script = path.join(import.meta.dirname, 'start.mjs');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', older, script], (_error, _out, said) =>
      resolve({ code: child.exitCode, said }),
    );
  });
}

test.each(['18.20.8', '20.18.3'])(
  'Node %s is told which one is needed, and nothing is installed',
  async (version) => {
    const { code, said } = await startOn(version);
    expect(said.trim()).toBe(
      `Heliograph needs Node 20.19 or newer, and this is Node ${version}. Get a newer one from https://nodejs.org and start again.`,
    );
    expect(code).toBe(1);
  },
);

test('what was never built is stale', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-build-'));
  for (const room of ['client', 'sdk', 'cli', 'contract', 'server', 'db', 'simulator', 'scripts']) {
    await mkdir(path.join(folder, room));
  }
  const scripts = ['build', 'sdk-package', 'sdk-types'].map((name) => `scripts/${name}.mjs`);
  for (const file of ['vite.config.ts', 'package.json', 'package-lock.json', ...scripts]) {
    await writeFile(path.join(folder, file), '');
  }
  expect(await staleParts(folder)).toEqual(['client', 'server', 'sdk']);
  expect(await staleParts(folder, served)).toEqual(['client', 'server']);
  await rm(folder, { recursive: true });
});
