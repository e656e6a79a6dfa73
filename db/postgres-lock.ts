import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataDirError } from './postgres-error.ts';
import { processBirth } from './postgres-process.ts';

interface Holder {
  pid: number;
  birth: string;
}

/**
 * Takes the folder for this process. The file of a process that is gone (kill -9, power cut) does not refuse,
 * even if another process has its number now.
 * @returns how to give it back
 * @throws DataDirError in_use, naming the live holder
 */
export async function lockHome(home: string, dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(home, 'gateway.lock');
  const mine = JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) ?? '' } satisfies Holder);
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, mine, { flag: 'wx', mode: 0o600 });
  try {
    while (!(await linked(draft, file))) {
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue;
      refuseIfAlive(found, dataDir, file);
      await takeAway(file, found, `${draft}.stale`);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => null)) === mine) await rm(file, { force: true });
  };
}

/** A hard link appears whole or not at all: nobody can read a lock that is half written. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    // Some file systems have no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  try {
    await writeFile(file, await readFile(draft), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two that start at once may both see the stale file; who finds that it moved a fresh one away puts it back. */
async function takeAway(file: string, stale: string, aside: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await linked(aside, file);
  await rm(aside, { force: true });
}

function refuseIfAlive(text: string, dataDir: string, file: string): void {
  let holder: Holder;
  try {
    holder = JSON.parse(text) as Holder;
  } catch {
    return;
  }
  const birth = processBirth(holder.pid);
  if (birth === null || birth !== holder.birth) return;
  const advice = birth === '' ? ` (If process ${holder.pid} is something else, remove ${file}.)` : '';
  throw new DataDirError(
    'in_use',
    `Another Heliograph (process ${holder.pid}) uses DATA_DIR ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.${advice}`,
  );
}
