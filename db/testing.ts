import { inject } from 'vitest';
import { makeDatabase, type TestDatabase } from './test-server.ts';

export type { TestDatabase } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the maintenance database of the one server that serves a whole run; see scripts/vitest-setup.ts. */
    postgres: string;
    /** The name of a database in it that has all tables. */
    migrated: string;
  }
}

/** A database of the run's server, with all tables and nothing in them; one for a test file. `drop` in afterAll. */
export function testDatabase(): Promise<TestDatabase> {
  return makeDatabase(inject('postgres'), inject('migrated'));
}
