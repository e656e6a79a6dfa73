// `node scripts/screenshots.mjs`: takes the picture of README.md from the product itself, in its demo.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { root } from './steps.mjs';

const picture = path.join(root, 'docs', 'pictures', 'pairing.png');
const email = 'admin@heliograph.local';
const password = 'only for the pictures';

const dataDir = await mkdtemp(
  path.join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), 'heliograph-pictures-'),
);
await chmod(dataDir, 0o711);
const executablePath = await ensureChromium();
const product = spawn(process.execPath, ['scripts/start.mjs'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ADMIN_PASSWORD: password, LOG_LEVEL: 'warn' },
});
const ended = new Promise((resolve) => product.once('exit', resolve));
try {
  await take(await address());
} finally {
  product.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}

function address() {
  return new Promise((resolve, reject) => {
    createInterface({ input: product.stdout }).on('line', (line) => {
      const url = / serves at (\S+)$/.exec(line)?.[1];
      if (url) resolve(url);
    });
    ended.then(() => reject(new Error('The product did not start.')));
  });
}

async function take(url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
  });
  await context.request.post('/api/auth/login', { data: { email, password } });
  const page = await context.newPage();
  await page.goto('/sessions');
  await page.locator('[role="row"][data-session]', { hasText: 'Apotek Kita' }).click();
  await page.getByRole('button', { name: 'Show QR' }).click();
  await page.locator('[data-qr]').waitFor();
  await page.screenshot({ path: picture });
  await browser.close();
  console.log(`Taken: ${picture}`);
}
