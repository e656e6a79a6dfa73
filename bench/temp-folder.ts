import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TempFolder {
  path: string;
  remove(): Promise<void>;
}

/** A folder for one run; as root it is one that Postgres' own user may pass through. */
export async function makeTempFolder(name: string): Promise<TempFolder> {
  const open = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  const folder = await mkdtemp(path.join(open, `heliograph-${name}-`));
  await chmod(folder, 0o711);
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
