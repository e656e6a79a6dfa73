/** Opens Postgres and brings its tables up to date. */
import { Kysely, Migrator, PostgresDialect, type Migration } from 'kysely';
import pg from 'pg';
import * as first from './migrations/0001_first.ts';
import * as keysAndAudit from './migrations/0002_keys_and_audit.ts';
import * as nodes from './migrations/0003_nodes.ts';
import * as pairingLinks from './migrations/0004_pairing_links.ts';
import * as sessionLists from './migrations/0006_session_lists.ts';
import * as receipts from './migrations/0007_receipts.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

const migrations: Record<string, Migration> = {
  '0001_first': first,
  '0002_keys_and_audit': keysAndAudit,
  '0003_nodes': nodes,
  '0004_pairing_links': pairingLinks,
  '0006_session_lists': sessionLists,
  '0007_receipts': receipts,
};

/** @param options.max connections in the pool. A lost idle connection is replaced, never an uncaught error. */
export function openDatabase(
  connectionString: string,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'heliograph',
  });
  pool.on('error', options.onError ?? (() => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/** Runs what is missing, one gateway at a time; throws the first failure. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
}
