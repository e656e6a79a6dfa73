/** For tests: the built program as a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { bundleSdk } from '../scripts/sdk-package.mjs';

const root = path.join(import.meta.dirname, '..');

export interface Running {
  out(): string;
  said(): string;
  /** The next thing that `find` sees in what it printed. */
  until<T>(find: (out: string, said: string) => T | null | undefined): Promise<T>;
  interrupt(): void;
  ended: Promise<{ code: number | null; out: string; said: string }>;
}

/** Builds the program into a folder of its own, and says how to run it and how to remove it. */
export async function buildCli() {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-cli-'));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  await bundleSdk(path.join(folder, 'package'));

  function run(args: string[], how: { env?: Record<string, string>; input?: string } = {}): Running {
    const env = { PATH: process.env.PATH, XDG_CONFIG_HOME: path.join(folder, 'config'), ...how.env };
    const child = spawn(process.execPath, [path.join(folder, 'package/cli.js'), ...args], { env });
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.stdin.end(how.input ?? '');
    const ended = new Promise<{ code: number | null; out: string; said: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, out, said }));
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return {
      out: () => out,
      said: () => said,
      until: (find) =>
        vi.waitFor(
          () => {
            const found = find(out, said);
            if (found === null || found === undefined) throw new Error(`Not yet:\n${out}\n${said}`);
            return found;
          },
          { timeout: 15_000, interval: 50 },
        ),
      interrupt: () => void child.kill('SIGINT'),
      ended,
    };
  }

  return {
    run,
    credentialsFile: path.join(folder, 'config/heliograph/credentials.json'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
