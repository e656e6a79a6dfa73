import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const running = new Set();

/** A step that did not succeed; its message is for the person at the terminal. */
export class StepFailed extends Error {}

/** Says what is done, does it, and says how long it took. */
export async function step(title, work) {
  console.log(`${title} …`);
  const began = Date.now();
  try {
    const result = await work();
    console.log(`${title}: done in ${seconds(began)}`);
    return result;
  } catch (error) {
    console.log(`${title}: failed after ${seconds(began)}`);
    throw error;
  }
}

/** Milliseconds since `began`, for people. */
export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/**
 * Runs a program in the project's folder, in a process group of its own, so that a signal ends it with all its children.
 * @param options.show its output goes to the terminal; otherwise it is kept
 * @returns {Promise<{ code: number, output: string }>} code 127 if there is no such program, 124 after `withinMs`
 */
export function run(program, args, { show = false, env = {}, withinMs } = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      detached: !windows,
      shell: windows && program === 'npm',
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    running.add(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    let late = false;
    const timer = withinMs && setTimeout(() => ((late = true), endGroup(child, 'SIGKILL')), withinMs);
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: late ? 124 : code, output: output.trim() });
    };
    child.on('error', (error) => ((output += error.message), finish(127)));
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** As `run`, for what must succeed. */
export async function must(program, args, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new StepFailed(output || `${program} ended with code ${code}`);
}

/** npm as it is beside this Node, also where it is not on the PATH. */
export function npm(args) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, [own, ...args]] : ['npm', args];
}

/**
 * Until the returned function is called, SIGINT and SIGTERM end every running step, and then us.
 * npm and a terminal may both send the same signal: the second changes nothing.
 */
export function endStepsOnSignals() {
  const end = (signal) => {
    // npm takes its time over a SIGINT, and none over this.
    for (const child of running) endGroup(child, 'SIGTERM');
    const force = setTimeout(() => [...running].forEach((child) => endGroup(child, 'SIGKILL')), 3000);
    const exit = () => process.exit(signal === 'SIGINT' ? 130 : 143);
    const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
    Promise.all(ended).then(() => (clearTimeout(force), exit()));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
}

function endGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
