import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import type { RunAs } from './postgres-user.ts';

/** What a Postgres program is given of the environment: nothing of ours, for it has our secrets in it. */
export const postgresEnv = process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * Runs a program to its end.
 * @param cwd a folder that the other user may enter; initdb and pg_ctl give up in one that is closed to them
 * @returns its exit code and what it printed (both streams)
 */
export function run(program: string, args: string[], { as, cwd }: { as: RunAs | null; cwd: string }) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    // Its own group, so that Ctrl-C on the terminal does not interrupt an initdb or a stop half way.
    const child = spawn(program, args, {
      cwd,
      env: postgresEnv,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...ids(as),
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

export function ids(as: RunAs | null): { uid?: number; gid?: number } {
  return as ? { uid: as.uid, gid: as.gid } : {};
}

/**
 * When a process began, as an opaque text that no other process with the same number can have.
 * @returns null if there is no such process; '' where the system does not tell
 */
export function processBirth(pid: number): string | null {
  if (!isAlive(pid)) return null;
  if (process.platform === 'win32') return '';
  try {
    if (process.platform === 'linux') {
      // proc(5): field 22 of stat is the start in ticks since boot; the name in field 2 may contain spaces.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (fields[0] === 'Z') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return isAlive(pid) ? '' : null;
  }
}

/** Whether process `pid` is a Postgres that works in `clusterDir`, and not a stranger that got its number. */
export function isPostgresOf(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  try {
    if (process.platform === 'linux') {
      const works = readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
      return works && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir);
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      clusterDir,
    );
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
