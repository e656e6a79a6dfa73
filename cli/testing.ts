/** For tests: the built program as a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import jsQR from 'jsqr';
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

const side = 4;

/** What a camera reads from half blocks: light on a dark screen, or dark where the lines set their colours. */
export function scan(out: string): string | null {
  const coloured = out.includes('\u001b[30;107m');
  const lines = out
    .split('\n')
    .map((line) => line.replace(/\u001b\[[\d;]*m/g, ''))
    .filter((line) => /^[ ▀▄█]{20,}$/u.test(line));
  const width = Math.max(0, ...lines.map((line) => line.length));
  if (width === 0) return null;
  const pixels = new Uint8ClampedArray(width * side * lines.length * 2 * side * 4).fill(255);
  lines.forEach((line, row) => {
    [...line.padEnd(width)].forEach((cell, column) => {
      [cell === '▀' || cell === '█', cell === '▄' || cell === '█'].forEach((drawn, half) => {
        if (drawn !== coloured) return;
        for (let y = 0; y < side; y++) {
          const at = ((row * 2 + half) * side + y) * width * side + column * side;
          for (let x = 0; x < side; x++) pixels.fill(0, (at + x) * 4, (at + x) * 4 + 3);
        }
      });
    });
  });
  return jsQR(pixels, width * side, lines.length * 2 * side)?.data ?? null;
}
