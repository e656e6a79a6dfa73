import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataDirError, writing } from './postgres-error.ts';
import { isRoot, mayEnter, postgresUser, type RunAs } from './postgres-user.ts';

export interface PostgresHome {
  /** The folder that has the cluster, its log and the lock: DATA_DIR, or a folder that Postgres' user may enter. */
  dir: string;
  clusterDir: string;
  as: RunAs | null;
}

/**
 * Makes DATA_DIR and decides where Postgres lives. As root it runs as another user; if DATA_DIR is below a folder
 * that only root may enter, its home is made in `openDir`, and a file in DATA_DIR remembers where.
 * @throws DataDirError no_permission
 */
export async function findHome(
  dataDir: string,
  { openDir, log }: { openDir: string; log: (line: string) => void },
): Promise<PostgresHome> {
  await makeDataDir(dataDir);
  const note = path.join(dataDir, 'postgres-is-in');
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (noted) return homeIn(noted);

  const here = homeIn(dataDir);
  if (mayEnter(here.as, dataDir)) return here;
  if (await exists(here.clusterDir)) {
    throw new DataDirError(
      'no_permission',
      `The database in DATA_DIR ${dataDir} belongs to ${here.as?.name}, who may not enter that folder any more. Open the way to it (chmod o+x on each folder above).`,
    );
  }
  const elsewhere = await writing(openDir, async () => {
    await mkdir(openDir, { recursive: true, mode: 0o711 });
    const dir = await mkdtemp(path.join(openDir, 'data-'));
    await chmod(dir, 0o711);
    return dir;
  });
  if (!mayEnter(here.as, elsewhere)) {
    throw new DataDirError(
      'no_permission',
      `Postgres does not run as root, and ${here.as?.name} may enter neither DATA_DIR ${dataDir} nor ${openDir}. Name an open folder in DATA_DIR, or set DATABASE_URL.`,
    );
  }
  await writeFile(note, `${elsewhere}\n`, { flag: 'wx', mode: 0o600 });
  log(
    `DATA_DIR ${dataDir} is in a folder that only root may enter, and Postgres does not run as root: the database lives in ${elsewhere}`,
  );
  return homeIn(elsewhere);
}

/** As root others may pass through DATA_DIR (not list it), since Postgres' own folder is below. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await writing(dataDir, async () => {
    const first = await mkdir(dataDir, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
    if (!first || !isRoot) return;
    // A strict umask took the way in off the folders just made.
    for (let made = dataDir; made.length >= first.length; made = path.dirname(made)) await chmod(made, 0o711);
  });
}

function homeIn(dir: string): PostgresHome {
  const clusterDir = path.join(dir, 'postgres');
  return { dir, clusterDir, as: postgresUser(clusterDir) };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
