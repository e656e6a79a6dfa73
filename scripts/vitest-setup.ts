import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import '../db/testing.ts';

/** One Postgres for the whole run, in a temporary folder; each test file makes a database of its own in it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  // Postgres does not run as root then, and a private TMPDIR would be closed to it.
  const open = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  const dataDir = await mkdtemp(path.join(open, 'heliograph-test-'));
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: () => {}, openDir: dataDir });
  provide('postgres', postgres.connectionString());
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
