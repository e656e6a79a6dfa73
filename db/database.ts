/** Opens Postgres and brings its tables up to date. */
import { Socket } from 'node:net';
import { Kysely, Migrator, PostgresDialect, type Migration } from 'kysely';
import pg from 'pg';
import * as first from './migrations/0001_first.ts';
import * as keysAndAudit from './migrations/0002_keys_and_audit.ts';
import * as nodes from './migrations/0003_nodes.ts';
import * as pairingLinks from './migrations/0004_pairing_links.ts';
import * as sessionLists from './migrations/0006_session_lists.ts';
import * as receipts from './migrations/0007_receipts.ts';
import * as pushMinutes from './migrations/0008_push_minutes.ts';
import * as keyHints from './migrations/0009_key_hints.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  /** What is being asked fails now, and what will be asked is not waited for: for the end without an answer. */
  abandon(): void;
  close(): Promise<void>;
}

const migrations: Record<string, Migration> = {
  '0001_first': first,
  '0002_keys_and_audit': keysAndAudit,
  '0003_nodes': nodes,
  '0004_pairing_links': pairingLinks,
  '0006_session_lists': sessionLists,
  '0007_receipts': receipts,
  '0008_push_minutes': pushMinutes,
  '0009_key_hints': keyHints,
};

/** A query that hears nothing for this long gives up: packets may vanish without a word. */
const patienceMs = 15_000;
const abandonedMs = 100;
/** The server gives up a little earlier, so that what was reported as failed is not carried out later. */
const limits = `set statement_timeout = ${patienceMs - 2_000}; set idle_in_transaction_session_timeout = ${patienceMs}`;

/**
 * A connection that is lost fails the query that it was asked, if any, and is replaced; it is never an uncaught error.
 * @param options.max connections in the pool
 * @param options.patient waits without end for an answer: for migrations, which may take long
 * @param options.onLost told of each connection that was lost
 */
export function openDatabase(
  connectionString: string,
  options: { max?: number; patient?: boolean; silentMs?: number; onLost?: (error: Error) => void } = {},
): Database {
  let silentMs = options.patient ? 0 : (options.silentMs ?? patienceMs);
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'heliograph',
    // The pool waits for its promise, whatever its type says.
    onConnect: options.patient ? undefined : (client) => client.query(limits),
    stream: () => {
      const socket = socketThatEndsIfSilent(silentMs);
      sockets.add(socket);
      return socket.once('close', () => sockets.delete(socket));
    },
  });
  // A client that is in use has no handler but this one.
  pool.on('connect', (client) => void client.on('error', options.onLost ?? (() => undefined)));
  // The client's own handler has told of it.
  pool.on('error', () => undefined);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    abandon() {
      silentMs = abandonedMs;
      for (const socket of sockets) socket.destroy(noAnswer());
    },
    close: () => db.destroy(),
  };
}

/**
 * pg's own query_timeout would give back a connection that still waits, and the next query would wait behind it. The
 * pool ends its idle connections earlier than this, so whatever is silent for so long waits for an answer.
 */
function socketThatEndsIfSilent(silentMs: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silentMs, () => socket.destroy(noAnswer()));
}

const noAnswer = () =>
  Object.assign(new Error('The database did not answer in time.'), { code: 'ETIMEDOUT' });

/** Runs what is missing, one gateway at a time; throws the first failure. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
}
