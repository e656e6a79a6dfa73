/** A Python of its own for the examples: a virtual environment with what they require. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');

/** The path of a python, made once for these requirements; null where there is no Python 3 to make it with. */
export async function pythonFor(requirements: string): Promise<string | null> {
  const hash = createHash('sha256').update(await readFile(path.join(root, requirements)));
  const home = path.join(root, 'node_modules', '.cache', `python-${hash.digest('hex').slice(0, 12)}`);
  const python = path.join(home, 'bin', 'python');
  if (await access(python).then(yes, no)) return python;
  if (!(await run('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).then(yes, no)))
    return null;
  const unfinished = `${home}.${process.pid}`;
  // An environment does not move: its scripts name their place, but python itself finds what lies beside it.
  await run('python3', ['-m', 'venv', '--without-pip', unfinished]);
  const own = path.join(unfinished, 'bin', 'python');
  const wanted = ['install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  // A pip of its own takes ten times as long as all the rest: only where the machine has none that can do it.
  await run('python3', ['-m', 'pip', '--python', own, ...wanted], { cwd: root }).catch(async () => {
    await run(own, ['-m', 'ensurepip']);
    await run(own, ['-m', 'pip', ...wanted], { cwd: root });
  });
  await rm(home, { recursive: true, force: true });
  await rename(unfinished, home);
  return python;
}

const yes = () => true;
const no = () => false;
