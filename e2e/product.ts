/** The built product in a process of its own, started as people start it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(import.meta.dirname, '..');

export const admin = { email: 'admin@heliograph.local', password: 'semaphore on the hill' };

/**
 * What `npm start` and `node scripts/start.mjs` do is the same; what they do with signals could differ. `built` is the
 * program itself, without the look whether it has to be built.
 */
export type Starter = 'node' | 'npm' | 'built';

const commands: Record<Starter, [program: string, ...args: string[]]> = {
  npm: ['npm', 'start'],
  node: [process.execPath, 'scripts/start.mjs'],
  built: [process.execPath, 'dist/server/main.js'],
};

export interface ProductOptions {
  dataDir: string;
  env?: Record<string, string>;
  by?: Starter;
}

export interface Started {
  /** Of the process that was started: node, or npm. */
  pid: number;
  /** Everything it has said, both streams, line by line. */
  lines: string[];
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

export interface Product extends Started {
  url: string;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
}

const alive = new Set<ChildProcess>();
// A test run that is interrupted leaves nothing behind.
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

/** Starts it, for what refuses to start as well: `ended` tells. Nothing of our own environment reaches it. */
export function launch({ dataDir, env = {}, by = 'node' }: ProductOptions): Started {
  const [program, ...args] = commands[by];
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal makes one.
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      DATA_DIR: dataDir,
      ADMIN_PASSWORD: admin.password,
      ...env,
    },
  });
  alive.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      alive.delete(child);
      resolve(code);
    }),
  );
  return { pid: child.pid ?? 0, lines, ended };
}

/** Starts it and waits for its address. Throws what it said when it ends instead. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const started = launch(options);
  const serves = () => started.lines.map((line) => / serves at (\S+)$/.exec(line)?.[1]).find(Boolean);
  let over = false;
  void started.ended.then(() => (over = true));
  let url = serves();
  while (!url && !over) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    url = serves();
  }
  if (!url) throw new Error(`It did not start:\n${started.lines.join('\n')}`);
  return {
    ...started,
    url,
    async stop() {
      if (!over) process.kill(started.pid, 'SIGTERM');
      return started.ended;
    },
  };
}
