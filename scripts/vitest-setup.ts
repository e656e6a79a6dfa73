import type { TestProject } from 'vitest/node';
import { migrate, openDatabase } from '../db/database.ts';
import { makeDatabase, startTestServer } from '../db/test-server.ts';
import '../db/testing.ts';

/** One Postgres for the whole run; each test file makes a database of its own in it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  // Made once and copied: to make the tables anew for each file costs four times as much.
  const { name, connectionString } = await makeDatabase(server.connectionString);
  const { db, close } = openDatabase(connectionString);
  await migrate(db);
  await close();
  provide('postgres', server.connectionString);
  provide('migrated', name);
  return server.stop;
}
