import path from 'node:path';
import pg from 'pg';
import { usableBinaries } from './postgres-binaries.ts';
import { ensureCluster, keepPassword, superuser } from './postgres-cluster.ts';
import { writing } from './postgres-error.ts';
import { findHome } from './postgres-home.ts';
import { keepServer } from './postgres-keeper.ts';
import { lockHome } from './postgres-lock.ts';
import { startServer, stopServer } from './postgres-server.ts';

export { DataDirError } from './postgres-error.ts';

export interface EmbeddedPostgres {
  /** With the password in it: not for logs. Without a name it is the maintenance database `postgres`. */
  connectionString(database?: string): string;
  ensureDatabase(name: string): Promise<void>;
  /** Of the server, as `18.4`. */
  version: string;
  /** Ends the server and gives DATA_DIR free. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Our own Postgres in DATA_DIR: made at the first start, on a free loopback port, started again there when it dies,
 * gone with `stop()`.
 * @param durable false switches off what protects data from a power cut; for tests
 * @param openDir where its home is made if we are root and DATA_DIR is closed to everybody else
 * @throws DataDirError whose message is a sentence for the person who starts the gateway
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  durable = true,
  openDir = '/var/lib/heliograph',
}: {
  dataDir: string;
  log: (line: string) => void;
  durable?: boolean;
  openDir?: string;
}): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir);
  const home = await findHome(folder, { openDir, log });
  const unlock = await writing(folder, () => lockHome(home.dir, folder));
  try {
    return await startLocked();
  } catch (error) {
    await unlock();
    throw error;
  }

  async function startLocked(): Promise<EmbeddedPostgres> {
    const binaries = await writing(home.dir, () => usableBinaries(home.as, home.dir, log));
    const password = await writing(folder, () => keepPassword(folder, home));
    await writing(home.dir, () => ensureCluster(home, binaries, { password, durable, log }));
    const server = await startServer(home, binaries, { durable, log });
    const startAgain = (port: number, signal: AbortSignal) =>
      startServer(home, binaries, { durable, log, port, signal });
    const kept = keepServer(server, startAgain, log);
    let stopping: Promise<void> | null = null;

    const connectionString = (database = 'postgres') =>
      `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
    const stop = () =>
      (stopping ??= kept
        .stop()
        .then(() => stopServer(home, binaries))
        .then(unlock));

    try {
      const version = await askVersion(connectionString());
      return {
        connectionString,
        ensureDatabase: (name) => ensureDatabase(connectionString(), name),
        version,
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  }
}

async function askVersion(connectionString: string): Promise<string> {
  return withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  });
}

async function ensureDatabase(connectionString: string, name: string): Promise<void> {
  await withClient(connectionString, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
