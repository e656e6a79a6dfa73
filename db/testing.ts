import { inject } from 'vitest';
import { makeDatabase, type TestDatabase } from './test-server.ts';

export type { TestDatabase } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the maintenance database of the one server that serves a whole run; see scripts/vitest-setup.ts. */
    postgres: string;
  }
}

/** An empty database of the run's server; one for a test file. `drop` in afterAll. */
export function testDatabase(): Promise<TestDatabase> {
  return makeDatabase(inject('postgres'));
}
