import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the maintenance database of the one server that serves a whole run; see scripts/vitest-setup.ts. */
    postgres: string;
  }
}

export interface TestDatabase {
  connectionString: string;
  drop(): Promise<void>;
}

/** An empty database of the run's server; one for a test file. `drop` in afterAll cuts whoever is still connected. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return {
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
