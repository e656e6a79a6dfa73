/** What the gateway stands on: Postgres, its own or another, and the service, real or played. */
import { migrate, openDatabase, type Database } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import type { Config } from './config.ts';
import { startDemoService, type DemoService } from './demo.ts';
import type { Log } from './observability/log.ts';

export interface Ground {
  database: Database;
  kind: 'embedded' | 'external';
  /** Rows are kept apart by this: demo and real data never mix. */
  scope: 'demo' | 'service';
  upstream: { url: string; adminToken: string | null };
  demo: DemoService | null;
  stop(): Promise<void>;
}

/** DATABASE_URL does not answer; its password is not in the message. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

export async function layGround(config: Config, log: Log): Promise<Ground> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const scope = config.upstream ? ('service' as const) : ('demo' as const);
    const { connectionString, kind } = await findPostgres(config, scope, log, stops);
    const database = openDatabase(connectionString, {
      onError: (error) => log.warn({ err: error }, 'a connection to the database was lost'),
    });
    stops.push(database.close);
    await reach(database, config.databaseUrl);
    await migrate(database.db);
    const demo = config.upstream ? null : await startDemoService();
    if (demo) stops.push(demo.stop);
    const upstream = config.upstream ?? { url: demo!.url, adminToken: demo!.adminToken };
    return { database, kind, scope, upstream, demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function findPostgres(
  config: Config,
  scope: 'demo' | 'service',
  log: Log,
  stops: (() => Promise<void>)[],
): Promise<{ connectionString: string; kind: 'embedded' | 'external' }> {
  if (config.databaseUrl) return { connectionString: config.databaseUrl, kind: 'external' };
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.info(line) });
  stops.push(postgres.stop);
  const name = scope === 'demo' ? 'heliograph_demo' : 'heliograph';
  await postgres.ensureDatabase(name);
  return { connectionString: postgres.connectionString(name), kind: 'embedded' };
}

async function reach(database: Database, url: string | null): Promise<void> {
  try {
    await database.pool.query('select 1');
  } catch (error) {
    if (url === null) throw error;
    const masked = url.replace(/^([a-z]+:\/\/[^:@/]*):[^@]*@/i, '$1:***@');
    const why = (error as Error & { code?: string }).code ?? (error as Error).message;
    throw new DatabaseUnreachable(`The database at ${masked} cannot be used: ${why}.`, { cause: error });
  }
}
