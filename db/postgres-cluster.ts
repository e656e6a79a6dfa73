import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './postgres-binaries.ts';
import { DataDirError } from './postgres-error.ts';
import type { PostgresHome } from './postgres-home.ts';
import { run } from './postgres-process.ts';

export const superuser = 'heliograph';
const major = '18';

/**
 * Makes the cluster unless there is one. It is made under another name and then renamed: what has the name
 * `postgres` is finished and never removed, what has the other was interrupted and is made again.
 * @throws DataDirError not_a_database, no_start
 */
export async function ensureCluster(
  home: PostgresHome,
  binaries: Binaries,
  { password, durable, log }: { password: string; durable: boolean; log: (line: string) => void },
): Promise<void> {
  await removeHalfMade(home.dir, log);
  if (await isFinished(home.clusterDir)) return;
  const began = Date.now();
  const half = path.join(home.dir, `postgres-half-made-${randomBytes(4).toString('hex')}`);
  await mkdir(half, { mode: 0o700 });
  const passwordFile = `${half}.password`;
  await writeFile(passwordFile, `${password}\n`, { flag: 'wx', mode: 0o600 });
  if (home.as) {
    await chown(half, home.as.uid, home.as.gid);
    await chown(passwordFile, home.as.uid, home.as.gid);
  }
  const args = [
    `--pgdata=${half}`,
    `--pwfile=${passwordFile}`,
    `--username=${superuser}`,
    '--auth=scram-sha-256',
    '--locale=C',
    '--encoding=UTF8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { code, output } = await run(binaries.initdb, args, { as: home.as, cwd: home.dir });
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    throw new DataDirError(
      'no_start',
      `Postgres could not make its database in ${home.dir}: ${output.split('\n').at(-1)}`,
    );
  }
  await rename(half, home.clusterDir);
  log(`Made the database in ${home.clusterDir} (${Date.now() - began} ms)`);
}

/** The password of our Postgres, kept in DATA_DIR with mode 0600; made before the cluster that is to have it. */
export async function keepPassword(dataDir: string, home: PostgresHome): Promise<string> {
  const file = path.join(dataDir, 'postgres-password');
  const kept = (await readFile(file, 'utf8').catch(missing))?.trim();
  if (kept) return kept;
  if (await isFinished(home.clusterDir)) {
    throw new DataDirError(
      'no_password',
      `There is a database in ${home.clusterDir}, but its password, ${file}, is gone. Put that file back, or name another folder in DATA_DIR.`,
    );
  }
  const made = randomBytes(24).toString('base64url');
  // Renamed, so that a power cut cannot leave an empty one.
  await writeFile(`${file}.new`, `${made}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}

async function isFinished(clusterDir: string): Promise<boolean> {
  if (!(await stat(clusterDir).catch(missing))) return false;
  const version = (await readFile(path.join(clusterDir, 'PG_VERSION'), 'utf8').catch(missing))?.trim();
  if (version === major) return true;
  throw new DataDirError(
    'not_a_database',
    version
      ? `The database in ${clusterDir} was made by PostgreSQL ${version}; this Heliograph brings ${major}. Dump it with the old version and load it into a new DATA_DIR.`
      : `${clusterDir} is not a database of Postgres (it has no PG_VERSION). Move it away, or name another folder in DATA_DIR.`,
  );
}

async function removeHalfMade(dir: string, log: (line: string) => void): Promise<void> {
  const left = (await readdir(dir)).filter((name) => name.startsWith('postgres-half-made-'));
  if (left.some((name) => !name.endsWith('.password'))) {
    log(`The database in ${dir} was only half made when the last start was interrupted: making it again`);
  }
  // An initdb of a killed gateway may still be writing there; what stays is removed by the next start.
  await Promise.all(
    left.map((name) => rm(path.join(dir, name), { recursive: true, force: true }).catch(() => null)),
  );
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
