import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { must, npm, root, step, StepFailed } from './steps.mjs';

/** Installs the packages of package-lock.json unless exactly they are there. */
export async function install() {
  if (await isInstalled(root)) return;
  await step('Installing packages (npm ci)', async () => {
    // What builds and tests us are devDependencies: NODE_ENV=production must not leave them out.
    const [program, args] = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
    await must(program, args).catch((error) => {
      throw new StepFailed(`npm could not install the packages.\n${error.message}`);
    });
  });
}

/**
 * Compares the lock with npm's record of what it put into node_modules. npm writes that record last, so an
 * interrupted install has none.
 */
export async function isInstalled(folder) {
  const read = async (...parts) => JSON.parse(await readFile(path.join(folder, ...parts), 'utf8')).packages;
  try {
    const [wanted, there] = [
      await read('package-lock.json'),
      await read('node_modules', '.package-lock.json'),
    ];
    return Object.entries(wanted).every(
      ([name, { version, optional }]) =>
        name === '' || (name in there ? there[name].version === version : optional === true),
    );
  } catch {
    return false;
  }
}
