import { startTestServer } from '../db/test-server.ts';

/** One Postgres for the whole run: a server for each product takes longer to start than the product. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env['HELIOGRAPH_TEST_POSTGRES'] = server.connectionString;
  return server.stop;
}

/** Of the run's own server, for the tests. */
export function onePostgres(): string {
  const server = process.env['HELIOGRAPH_TEST_POSTGRES'];
  if (!server) throw new Error('The run has no Postgres: it is started by playwright.config.ts.');
  return server;
}
