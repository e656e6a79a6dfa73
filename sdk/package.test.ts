import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { buildSdkPackage } from '../scripts/sdk-package.mjs';
import { npm } from '../scripts/steps.mjs';

const root = path.join(import.meta.dirname, '..');
const exec = promisify(execFile);

const user = `
import { connect, createRest, HeliographError, type Change, type SessionState } from 'heliograph-sdk';

export async function follow(url: string): Promise<SessionState['phase'] | HeliographError['reason']> {
  const feed = connect(url, { token: ({ fresh }) => String(fresh) });
  const seen: Change[] = [];
  feed.subscribe('all', (change) => seen.push(change));
  // @ts-expect-error a phase that does not exist
  await feed.waitFor('a', (state) => state.phase === 'flying', { timeoutMs: 1 });
  const made = await createRest(url).create({ name: 'Toko', s3Config: { mediaDelivery: 'both' } });
  // @ts-expect-error a name is a text
  await createRest(url).update(made.id, { name: 7 });
  for await (const { phase, qr } of feed.changes('all')) if (qr?.image?.length) return phase;
  return 'timeout';
}
`;

test('the package installs without this project: it is imported, runs, and its types stand alone', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-package-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const built = path.join(folder, 'built');
  await buildSdkPackage(built);
  const [program, words] = npm(['pack', built, '--pack-destination', folder, '--json', '--offline']);
  const packed = await exec(program, words, { cwd: folder });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [
    { filename: string; files: { path: string }[] },
  ];
  const names = files.map((file) => file.path);
  expect(names).toEqual(expect.arrayContaining(['README.md', 'cli.js', 'index.js', 'types/index.d.ts']));
  expect(names.filter((name) => /test|\.ts$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);

  // What it says it needs, and nothing else of what is installed here.
  const modules = path.join(folder, 'node_modules');
  const installed = path.join(modules, 'heliograph-sdk');
  await mkdir(installed, { recursive: true });
  await exec('tar', ['-xzf', path.join(folder, filename), '-C', installed, '--strip-components=1']);
  for (const name of ['jsqr', 'pngjs', 'qrcode', 'socket.io-client']) {
    await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  const print = "import('heliograph-sdk').then((sdk) => console.log(Object.keys(sdk).sort().join(' ')))";
  const imported = await exec(process.execPath, ['--input-type=module', '-e', print], { cwd: folder });
  expect(imported.stdout.trim()).toBe(
    'HeliographError connect createRest freshnessOf openPairingLink signIn',
  );
  const help = await exec(path.join(installed, 'cli.js'), ['--help'], { cwd: folder });
  expect(help.stdout).toContain('Usage: heliograph <command>');

  await writeFile(path.join(folder, 'user.ts'), user);
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const flags = '--noEmit --strict --module nodenext --target es2023 --lib es2023,dom --skipDefaultLibCheck';
  const checked = exec(process.execPath, [tsc, ...flags.split(' '), 'user.ts'], { cwd: folder });
  await checked.catch((error: { stdout?: string }) => expect(error.stdout).toBe(''));
}, 60_000);
