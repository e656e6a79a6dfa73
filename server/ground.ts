/** What the gateway stands on: Postgres, its own or another, and the service, real or played. */
import { migrate, openDatabase, type Database } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { awaitDatabase } from './await-database.ts';
import type { Config } from './config.ts';
import { startDemoService, type DemoService } from './demo.ts';
import { followDatabase, type DatabasePulse } from './observability/database-pulse.ts';
import type { Log } from './observability/log.ts';

export interface Ground {
  database: Database;
  pulse: Pick<DatabasePulse, 'answers'>;
  /** Before the end: a database that does not answer is not waited for. */
  abandonLost(): void;
  kind: 'embedded' | 'external';
  /** Rows are kept apart by this: demo and real data never mix. */
  scope: 'demo' | 'service';
  upstream: { url: string; adminToken: string | null };
  demo: DemoService | null;
  stop(): Promise<void>;
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
      onLost: (error) => log.warn({ why: error.message }, 'a connection to the database was lost'),
    });
    stops.push(database.close);
    if (config.databaseUrl) await awaitDatabase(database.db, config.databaseUrl, log);
    await migrateIn(connectionString);
    const pulse = followDatabase({ db: database.db, log });
    stops.push(pulse.stop);
    const demo = config.upstream ? null : await startDemoService();
    if (demo) stops.push(demo.stop);
    const upstream = config.upstream ?? { url: demo!.url, adminToken: demo!.adminToken };
    const abandonLost = () => void (pulse.answers() || database.abandon());
    return { database, pulse, abandonLost, kind, scope, upstream, demo, stop };
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

async function migrateIn(connectionString: string): Promise<void> {
  const { db, close } = openDatabase(connectionString, { max: 2, patient: true });
  await migrate(db).finally(close);
}
