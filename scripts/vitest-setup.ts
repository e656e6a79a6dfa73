import type { TestProject } from 'vitest/node';
import { startTestServer } from '../db/test-server.ts';
import '../db/testing.ts';

/** One Postgres for the whole run; each test file makes a database of its own in it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  provide('postgres', server.connectionString);
  return server.stop;
}
