import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';

let folder: string;
const lock = (packages: object) => JSON.stringify({ packages: { '': { name: 'heliograph' }, ...packages } });
const wanted = {
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'heliograph-install-'));
  await mkdir(path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'package-lock.json'), lock(wanted));
});

afterEach(() => rm(folder, { recursive: true }));

test('a fresh clone, and an install that was interrupted, are not installed', async () => {
  expect(await isInstalled(folder)).toBe(false);
});

test('the packages of the lock are enough, without those of other platforms', async () => {
  await writeFile(
    path.join(folder, 'node_modules', '.package-lock.json'),
    lock({ 'node_modules/zod': { version: '4.6.7' } }),
  );
  expect(await isInstalled(folder)).toBe(true);
});

test('another version, or a package that is missing, asks for an install', async () => {
  const record = path.join(folder, 'node_modules', '.package-lock.json');
  await writeFile(record, lock({ 'node_modules/zod': { version: '4.6.6' } }));
  expect(await isInstalled(folder)).toBe(false);
  await writeFile(record, lock({}));
  expect(await isInstalled(folder)).toBe(false);
});
