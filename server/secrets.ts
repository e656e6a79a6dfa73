/** The two secrets that a gateway without DATABASE_URL makes for itself and keeps in DATA_DIR. */
import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeDataDir } from '../db/postgres-home.ts';
import { writing } from '../db/postgres-error.ts';
import { ConfigError, type Config } from './config.ts';

export interface Secrets {
  jwtSecret: string;
  /** 32 bytes. */
  encryptionKey: Buffer;
}

/**
 * What the configuration gives, else what DATA_DIR has, else new ones, kept there with mode 0600.
 * @throws ConfigError when a kept secret is damaged: a new one would make what it sealed unreadable
 * @throws DataDirError when DATA_DIR cannot be written
 */
export async function loadSecrets(
  config: Pick<Config, 'jwtSecret' | 'encryptionKey' | 'dataDir'>,
): Promise<Secrets> {
  const jwtSecret = config.jwtSecret ?? (await kept(config.dataDir, 'jwt-secret'));
  if (jwtSecret.length < 32) throw damaged(config.dataDir, 'jwt-secret');
  const encryptionKey =
    config.encryptionKey ?? Buffer.from(await kept(config.dataDir, 'encryption-key'), 'base64');
  if (encryptionKey.length !== 32) throw damaged(config.dataDir, 'encryption-key');
  return { jwtSecret, encryptionKey };
}

const damaged = (dataDir: string, name: string) =>
  new ConfigError([
    `The file ${path.join(dataDir, name)} is damaged. Put it back from a backup; without the old key, stored secrets cannot be read.`,
  ]);

async function kept(dataDir: string, name: string): Promise<string> {
  await makeDataDir(dataDir);
  return writing(dataDir, async () => {
    const file = path.join(dataDir, name);
    const found = await readIfThere(file);
    if (found !== null) {
      await chmod(file, 0o600);
      return found;
    }
    await writeOnce(file, randomBytes(32).toString('base64'));
    return (await readIfThere(file)) ?? '';
  });
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Appears whole, on the disk, or not at all; of two that start at once the first one's stays. */
async function writeOnce(file: string, secret: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${secret}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    // Some file systems have no hard links.
    if (['EPERM', 'ENOTSUP', 'ENOSYS'].includes(code)) await rename(draft, file);
    else if (code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
