import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { served, staleParts } from './build.mjs';
import { install } from './install.mjs';
import { endStepsOnSignals, root, run, StepFailed } from './steps.mjs';

/** Sets the project up as far as something changed, then becomes the server. */
export async function serve() {
  const handOver = endStepsOnSignals();
  try {
    await setUp();
  } catch (error) {
    console.error(error instanceof StepFailed ? error.message : error);
    process.exit(1);
  }
  handOver();
  await import(pathToFileURL(path.join(root, 'dist/server/main.js')).href);
}

/** Installs and builds, each only where something changed. */
export async function setUp() {
  await install();
  const stale = await staleParts(root, served);
  if (stale.length === 0) return;
  await access(root, constants.W_OK).catch(() => {
    throw new StepFailed(`The program must be built, and there is no permission to write in ${root}.`);
  });
  // In a process of its own: the bundlers' memory is given back before the server starts.
  const { code } = await run(process.execPath, ['scripts/build.mjs', ...stale], { show: true });
  if (code !== 0) throw new StepFailed('The program could not be built; what is wrong is above.');
}
