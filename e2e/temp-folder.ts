import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A DATA_DIR of its own; as root it is one that Postgres' own user may pass through. */
export async function makeTempFolder(): Promise<string> {
  const open = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  const folder = await mkdtemp(path.join(open, 'heliograph-e2e-'));
  await chmod(folder, 0o711);
  return folder;
}

export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 });
