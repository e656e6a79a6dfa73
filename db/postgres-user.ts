import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { DataDirError } from './postgres-error.ts';

export interface RunAs {
  name: string;
  uid: number;
  gid: number;
}

export const isRoot = process.getuid?.() === 0;

/**
 * Whom Postgres runs as: it refuses to run as root. Null where we are an ordinary user: it runs as us.
 * A cluster that exists goes on with its owner, whatever users were added to the machine since.
 */
export function postgresUser(clusterDir: string): RunAs | null {
  if (!isRoot) return null;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  for (const name of ['heliograph', 'postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { name, uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new DataDirError(
    'no_start',
    'Postgres does not run as root, and this machine has no user "nobody". Start as an ordinary user, make a user "heliograph", or set DATABASE_URL.',
  );
}

/** Whether that user may enter the folder. The system itself is asked: mode bits are not the whole truth. */
export function mayEnter(as: RunAs | null, folder: string): boolean {
  if (!as) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$0"', folder], { cwd: '/', uid: as.uid, gid: as.gid });
  return asked.status === 0;
}
