import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { loadSecrets } from './secrets.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'heliograph-secrets-'));
  dataDir = path.join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const none = () => ({ jwtSecret: null, encryptionKey: null, dataDir });

test('secrets are made once, kept, and for their owner alone', async () => {
  const first = await loadSecrets(none());
  expect(first.jwtSecret.length).toBeGreaterThanOrEqual(32);
  expect(first.encryptionKey).toHaveLength(32);
  expect(await loadSecrets(none())).toEqual(first);
  expect((await readdir(dataDir)).sort()).toEqual(['encryption-key', 'jwt-secret']);
  for (const name of await readdir(dataDir)) {
    expect((await stat(path.join(dataDir, name))).mode & 0o777).toBe(0o600);
  }
});

test('two gateways that start at once agree', async () => {
  const [a, b] = await Promise.all([loadSecrets(none()), loadSecrets(none())]);
  expect(a).toEqual(b);
});

test('given secrets leave no trace on the disk', async () => {
  const given = { jwtSecret: 'j'.repeat(32), encryptionKey: Buffer.alloc(32, 1), dataDir };
  expect(await loadSecrets(given)).toEqual({
    jwtSecret: given.jwtSecret,
    encryptionKey: given.encryptionKey,
  });
  await expect(stat(dataDir)).rejects.toThrow('ENOENT');
});

test('a damaged key is refused in words, never replaced', async () => {
  await loadSecrets(none());
  await writeFile(path.join(dataDir, 'encryption-key'), 'short');
  await expect(loadSecrets(none())).rejects.toBeInstanceOf(ConfigError);
});
