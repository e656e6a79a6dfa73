import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, run, step, StepFailed } from './steps.mjs';

const playwright = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
const isRoot = process.getuid?.() === 0;
const downloadWithinMs = 4 * 60_000;

/**
 * Chromium without a window's parts: it draws and runs pages with the same code, for a third of the processor time.
 * Debian has it as a package of its own.
 */
const shell = 'chromium-headless-shell';

/**
 * A Chromium that starts: what is there already, else Playwright's own download, else (as root) Debian's package.
 * @returns {Promise<string>} its path
 * @throws StepFailed with the one command that root must run first
 */
export async function ensureChromium() {
  const there = await firstThatStarts(await candidates());
  if (there) return there;
  if (await step('Downloading Chromium (playwright install chromium)', download)) {
    const own = await playwrightOwn();
    if (await starts(own)) return own;
    if (!isRoot) throw new StepFailed(needsRoot('npx playwright install-deps chromium'));
    await step("Installing Chromium's system libraries (playwright install-deps)", installLibraries);
    if (await starts(own)) return own;
  }
  if (!isRoot || process.platform !== 'linux')
    throw new StepFailed(needsRoot(`apt-get update && apt-get install -y ${shell}`));
  await step(`Installing Chromium (apt-get install ${shell})`, installPackage);
  const installed = await firstThatStarts(await candidates());
  if (!installed)
    throw new StepFailed('Chromium is installed, but does not start. Name one that does in CHROMIUM_PATH.');
  return installed;
}

async function candidates() {
  const { CHROMIUM_PATH } = process.env;
  const usual = [
    `/usr/bin/${shell}`,
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium-browser',
  ];
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return [CHROMIUM_PATH, ...usual, mac, await playwrightOwn()].filter((candidate) => candidate);
}

async function playwrightOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

async function firstThatStarts(paths) {
  for (const candidate of paths) if (await starts(candidate)) return candidate;
  return null;
}

/** A file that is there may still lack its libraries, or be a stub that asks for snap: only a page proves it. */
async function starts(program) {
  const profile = await mkdtemp(path.join(tmpdir(), 'heliograph-chromium-'));
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    `--user-data-dir=${profile}`,
  ];
  const { code, output } = await run(program, [...args, '--dump-dom', 'about:blank'], { withinMs: 30_000 });
  await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  return code === 0 && output.includes('<html>');
}

async function download() {
  const { code } = await run(process.execPath, [playwright, 'install', 'chromium'], {
    withinMs: downloadWithinMs,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
  if (code !== 0) console.log('Chromium cannot be downloaded from here; trying another way.');
  return code === 0;
}

async function installLibraries() {
  await run(process.execPath, [playwright, 'install-deps', 'chromium'], { withinMs: downloadWithinMs });
}

async function installPackage() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', args, { env, withinMs: downloadWithinMs });
  await apt('update');
  let said = '';
  // Elsewhere than on Debian there is the whole one alone.
  for (const name of [shell, 'chromium']) {
    const { code, output } = await apt('install', '-y', '--no-install-recommends', name);
    if (code === 0) return;
    said = output.split('\n').slice(-3).join('\n');
  }
  throw new StepFailed(
    `There is no Chromium, and apt-get cannot install it. Name one in CHROMIUM_PATH.\n${said}`,
  );
}

function needsRoot(command) {
  return `The end-to-end tests need Chromium, which cannot be set up without root here: have root run "${command}" in this folder once, then run npm test again.`;
}
