/** What `login` remembers: a file that only its owner can read, or nothing but the environment. */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export type Credentials = { url: string } & ({ key: string } | { refreshToken: string });

type Env = Record<string, string | undefined>;

export const fileOf = (env: Env): string =>
  path.join(
    env.XDG_CONFIG_HOME || path.join(env.HOME || homedir(), '.config'),
    'heliograph',
    'credentials.json',
  );

/** Null when nothing is remembered, or nothing that can be read. */
export async function readCredentials(env: Env): Promise<Credentials | null> {
  const text = await readFile(fileOf(env), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const found = JSON.parse(text) as Partial<Record<'url' | 'key' | 'refreshToken', string>>;
    if (found.url && found.key) return { url: found.url, key: found.key };
    if (found.url && found.refreshToken) return { url: found.url, refreshToken: found.refreshToken };
  } catch {
    // A damaged file is as good as none: login writes it anew.
  }
  return null;
}

export async function writeCredentials(env: Env, credentials: Credentials): Promise<void> {
  const file = fileOf(env);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // Whole or not at all: another command may read it at this moment.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(credentials)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

export const forgetCredentials = (env: Env): Promise<void> => rm(fileOf(env), { force: true });
