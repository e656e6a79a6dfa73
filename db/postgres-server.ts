import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './postgres-binaries.ts';
import { DataDirError } from './postgres-error.ts';
import type { PostgresHome } from './postgres-home.ts';
import { ids, isPostgresOf, postgresEnv, run } from './postgres-process.ts';

const startTries = 5;
// Replaying the log after a power cut may take its time; a Postgres that is alive is waited for.
const readyWithinMs = 120_000;
const askReadyEveryMs = 15;

export interface RunningServer {
  port: number;
  process: ChildProcess;
}

interface StartOptions {
  durable: boolean;
  log: (line: string) => void;
  /** The one that clients know already; else a free one is taken. */
  port?: number;
  /** Gives the start up, and ends what was started. */
  signal?: AbortSignal;
}

/**
 * Starts the server of the cluster on a loopback port, after stopping one that a killed gateway left.
 * It is in a process group of its own, so that Ctrl-C reaches the gateway alone and it can say goodbye first.
 * @throws DataDirError no_start with what Postgres said, no_stop
 */
export async function startServer(
  home: PostgresHome,
  binaries: Binaries,
  { durable, log, port: known, signal }: StartOptions,
): Promise<RunningServer> {
  const logFile = path.join(home.dir, 'postgres.log');
  await rename(logFile, `${logFile}.1`).catch(() => null);
  for (let tries = 1; ; tries++) {
    await stopLeftover(home, binaries, log);
    const port = known ?? (await freePort());
    signal?.throwIfAborted();
    const server = spawnServer(home, binaries, { port, durable, logFile });
    const said = await readyOrFailed(server, home, logFile, signal);
    if (said === null) return { port, process: server };
    signal?.throwIfAborted();
    // The port was taken meanwhile, or a dying server still holds the folder.
    const passes = /could not create any TCP|already in use|lock file|shared memory block/.test(said);
    if (!passes || tries === startTries) {
      throw new DataDirError('no_start', `Postgres does not start in ${home.clusterDir}: ${reasonIn(said)}`);
    }
    await sleep(200 * tries);
  }
}

/** Stops the cluster's server, whoever started it: gently first, at once if that takes too long (the log heals it). */
export async function stopServer(home: PostgresHome, binaries: Binaries): Promise<void> {
  for (const [mode, seconds] of [
    ['fast', '5'],
    ['immediate', '3'],
  ] as const) {
    const args = ['stop', '-D', home.clusterDir, '-m', mode, '-w', '-t', seconds, '-s'];
    const { code } = await run(binaries.pg_ctl, args, { as: home.as, cwd: home.dir });
    if (code === 0 || (await serverPid(home)) === null) return;
  }
  throw new DataDirError(
    'no_stop',
    `The Postgres in ${home.clusterDir} (process ${await serverPid(home)}) does not stop. End it and start again.`,
  );
}

async function stopLeftover(
  home: PostgresHome,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<void> {
  const pidFile = path.join(home.clusterDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  if (isPostgresOf(pid, home.clusterDir)) {
    log(`Stopping the Postgres (process ${pid}) that an interrupted run left in ${home.clusterDir}`);
    await stopServer(home, binaries);
  } else if (isTaken(pid)) {
    // The number belongs to a stranger now. Postgres would take it for itself and refuse to start.
    await rm(pidFile, { force: true });
  }
}

function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function serverPid(home: PostgresHome): Promise<number | null> {
  const text = await readFile(path.join(home.clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid && isPostgresOf(pid, home.clusterDir) ? pid : null;
}

function spawnServer(
  home: PostgresHome,
  binaries: Binaries,
  { port, durable, logFile }: { port: number; durable: boolean; logFile: string },
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Above errors of statements: those reach the gateway, and their text may hold what no log may have.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const output = openSync(logFile, 'a', 0o600);
  const server = spawn(
    binaries.postgres,
    [
      '-D',
      home.clusterDir,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    { cwd: home.dir, env: postgresEnv, detached: true, stdio: ['ignore', output, output], ...ids(home.as) },
  );
  closeSync(output);
  server.unref();
  // Whoever calls process.exit, or dies of an exception, takes the server along: SIGINT is its fast shutdown.
  const takeAlong = () => void server.kill('SIGINT');
  process.once('exit', takeAlong);
  server.once('exit', () => process.off('exit', takeAlong));
  return server;
}

/** @returns null once it takes connections, else what it said before it ended */
async function readyOrFailed(
  server: ChildProcess,
  home: PostgresHome,
  logFile: string,
  signal?: AbortSignal,
): Promise<string | null> {
  let ended: string | null = null;
  server.once('exit', () => (ended ??= ''));
  server.once('error', (error) => (ended = error.message));
  const deadline = Date.now() + readyWithinMs;
  while (ended === null) {
    if (signal?.aborted) server.kill('SIGINT');
    // Line 8 of postmaster.pid is the state that pg_ctl waits for, too (miscadmin.h, LOCK_FILE_LINE_PM_STATUS).
    const lines = (
      await readFile(path.join(home.clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
    ).split('\n');
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return null;
    if (Date.now() > deadline) {
      server.kill('SIGINT');
      return `it was not ready after ${readyWithinMs / 1000} s`;
    }
    await sleep(askReadyEveryMs);
  }
  return ended || (await readFile(logFile, 'utf8').catch(() => 'it ended without a word'));
}

/** The fatal line and the one before it, which often has the reason; without their times. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  const fatal = lines.findIndex((text) => /(FATAL|PANIC): /.test(text));
  const telling = fatal < 0 ? lines.slice(-1) : lines.slice(Math.max(0, fatal - 1), fatal + 1);
  return (
    telling.map((text) => text.replace(/^.*?(LOG|HINT|WARNING|FATAL|PANIC):\s*/, '')).join('; ') ||
    'no reason given'
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
