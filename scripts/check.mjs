import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { endStepsOnSignals, must, root, run, seconds, step, StepFailed } from './steps.mjs';
import { install } from './install.mjs';
import { setUp } from './serve.mjs';
import { playwrightTally, sum, summary, vitestTally } from './tally.mjs';

const results = path.join(root, 'test-results');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** Everything that must hold before a change lands. The last line says how many tests passed and failed. */
export async function check() {
  endStepsOnSignals();
  const began = Date.now();
  const tallies = [];
  /** A step that counts as one failed test if it fails, and as nothing if it does not. */
  const attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      console.error(error instanceof StepFailed ? error.message : error);
      tallies.push({ failed: 1 });
      return null;
    }
  };

  await rm(results, { recursive: true, force: true });
  const installed = await attempt(async () => (await install(), true));
  if (installed) {
    let chromium = null;
    const still = async () => {
      for (const [title, program, args] of statics) {
        await attempt(() => step(title, () => must(bin(program), args)));
      }
    };
    const product = async () => {
      const built = await attempt(async () => (await setUp(), true));
      if (built && (await hasSpecs())) chromium = await attempt(ensureChromium);
      tallies.push(await step('Tests of the parts (vitest)', vitest));
    };
    // The tests of the parts wait a lot: what only reads the code goes on beside them.
    await Promise.all([still(), product()]);
    if (chromium) tallies.push(await step('Tests of the whole (Playwright)', () => playwright(chromium)));
  }

  const total = sum(tallies);
  console.log(`In all ${seconds(began)}`);
  console.log(summary(total));
  process.exit(total.failed > 0 ? 1 : 0);
}

const walls = ['.', '--config', '.dependency-cruiser.cjs', '--exclude', '^(dist|data|test-results)/'];

const statics = [
  ['Types (tsc)', 'tsc', ['--noEmit']],
  ['Rules of style (eslint)', 'eslint', ['.', '--max-warnings=0']],
  ['Format (prettier)', 'prettier', ['--check', '--log-level=warn', '.']],
  ['Walls between the rooms (dependency-cruiser)', 'depcruise', walls],
  ['Unused code (knip)', 'knip', ['--include', 'files,exports,unlisted,unresolved']],
];

async function vitest() {
  const file = path.join(results, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(bin('vitest'), args, { show: true });
  return vitestTally(file, code);
}

async function playwright(chromium) {
  const { code } = await run(bin('playwright'), ['test'], {
    show: true,
    env: { HELIOGRAPH_CHROMIUM: chromium },
  });
  return playwrightTally(path.join(results, 'playwright.json'), code);
}

async function hasSpecs() {
  const names = await readdir(path.join(root, 'e2e'), { recursive: true }).catch(() => []);
  return names.some((name) => /\.spec\.ts$/.test(name));
}
