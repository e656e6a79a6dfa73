/** One Postgres for a run of tests, and databases of their own in it. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded.ts';

export interface TestServer {
  /** Of the maintenance database. */
  connectionString: string;
  stop(): Promise<void>;
}

export interface TestDatabase {
  name: string;
  connectionString: string;
  drop(): Promise<void>;
}

/** In a temporary folder that `stop` removes; what it holds does not outlive a power cut. */
export async function startTestServer(): Promise<TestServer> {
  // Postgres does not run as root then, and a private TMPDIR would be closed to it.
  const open = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  const dataDir = await mkdtemp(path.join(open, 'heliograph-test-'));
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: () => {}, openDir: dataDir });
  return {
    connectionString: postgres.connectionString(),
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** As the template is: empty without one. `drop` cuts whoever is still connected. */
export async function makeDatabase(server: string, template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name} template ${template}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return {
    name,
    connectionString: own.href,
    drop: () => execute(server, `drop database if exists ${name} with (force)`),
  };
}

async function execute(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
