import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { isRoot } from './postgres-user.ts';

/** A folder of its own for each test, and an end for whatever the test starts in it. Call it once in a test file. */
export function dataDirForTests() {
  const running: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];
  const folders: string[] = [];

  async function folder(mode: number): Promise<string> {
    // A private TMPDIR would be closed to the user that Postgres runs as when we are root.
    const made = await mkdtemp(path.join(isRoot ? '/tmp' : tmpdir(), 'heliograph-embedded-'));
    await chmod(made, mode);
    folders.push(made);
    return made;
  }

  const here = { base: '', dataDir: '', said: [] as string[] };
  const means = {
    folder,

    cluster: (...parts: string[]): string => path.join(here.dataDir, 'postgres', ...parts),
    serverPid: async (): Promise<number> =>
      Number((await readFile(means.cluster('postmaster.pid'), 'utf8')).split('\n')[0]),

    async start(dataDir = here.dataDir): Promise<EmbeddedPostgres> {
      const openDir = path.join(here.base, 'open');
      const log = (line: string) => void here.said.push(line);
      const postgres = await startEmbeddedPostgres({ dataDir, log, durable: false, openDir });
      running.push(postgres);
      return postgres;
    },

    /** A gateway of its own process, as far as Postgres goes: `after` runs once it has started. */
    gateway(after: string): ChildProcess {
      const options = { dataDir: here.dataDir, openDir: path.join(here.base, 'open'), durable: false };
      const script = `
        import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))};
        const postgres = await startEmbeddedPostgres({ ...${JSON.stringify(options)}, log: () => {} });
        ${after}`;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: path.join(import.meta.dirname, '..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return means.ends(child);
    },

    ends(child: ChildProcess): ChildProcess {
      children.push(child);
      return child;
    },
  };

  beforeEach(async () => {
    here.base = await folder(0o711);
    here.dataDir = path.join(here.base, 'data');
    here.said = [];
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const postgres of running.splice(0)) await postgres.stop();
  });
  afterAll(async () => {
    for (const made of folders) {
      await chmod(made, 0o700);
      await rm(made, { recursive: true, force: true });
    }
  });
  return Object.assign(here, means);
}

/** The rows that a statement gives; by URL, or in the database `sessions` of a server of ours. */
export async function ask<T>(where: EmbeddedPostgres | string, statement: string): Promise<T[]> {
  const client = new pg.Client(typeof where === 'string' ? where : where.connectionString('sessions'));
  await client.connect();
  try {
    return (await client.query(statement)).rows as T[];
  } finally {
    await client.end();
  }
}
