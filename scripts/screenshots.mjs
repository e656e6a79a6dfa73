// `npm run screenshots`: pictures of every page, wide and narrow, light and dark, from the product itself in its
// demo. All go to test-results/screenshots; those that README.md and the guide show are copied to docs/pictures.
import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { pictures } from './pictures.mjs';
import { root } from './steps.mjs';

const folder = path.join(root, 'test-results', 'screenshots');
const shown = path.join(root, 'docs', 'pictures');
const email = 'admin@heliograph.local';
const password = 'only for the pictures';
const screens = [
  { width: 1280, height: 860, name: 'desktop' },
  { width: 390, height: 844, name: 'phone' },
];
const wanted = process.argv.slice(2);

await mkdir(folder, { recursive: true });
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
  await takeAll(await address());
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

async function takeAll(url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const missing = [];
  for (const [place, picture] of pictures.entries()) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
    console.log(`${place + 1} of ${pictures.length}: ${picture.name}`);
    for (const screen of screens) {
      for (const scheme of ['light', 'dark']) {
        const file = path.join(folder, `${picture.name}-${screen.name}-${scheme}.png`);
        try {
          await takeOne(browser, url, picture, screen, scheme, file);
        } catch (error) {
          missing.push(`${path.basename(file)}: ${error.message.split('\n')[0]}`);
        }
      }
    }
    if (picture.inDocs) {
      const { name, screen = 'desktop' } = picture;
      await copyFile(path.join(folder, `${name}-${screen}-light.png`), path.join(shown, `${name}.png`)).catch(
        () => missing.push(`docs/pictures/${name}.png`),
      );
    }
  }
  await browser.close();
  if (missing.length > 0) {
    console.error(`These could not be taken:\n${missing.join('\n')}`);
    process.exitCode = 1;
  }
}

async function takeOne(browser, url, picture, screen, scheme, file) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: screen.width, height: screen.height },
    hasTouch: screen.name === 'phone',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: picture.locale ?? 'en-US',
  });
  context.setDefaultTimeout(8_000);
  let call;
  try {
    const { data } = await (
      await context.request.post('/api/auth/login', { data: { email, password } })
    ).json();
    if (picture.signedOut) await context.clearCookies();
    call = async (method, where, body) => {
      const answer = await context.request.fetch(where, {
        method,
        data: body,
        headers: { authorization: `Bearer ${data.accessToken}` },
      });
      return (await answer.json()).data;
    };
    const page = await context.newPage();
    await picture.take(page, { call, phone: screen.name === 'phone' });
    await page.screenshot({ path: file });
  } finally {
    if (call) await picture.after?.({ call });
    await context.close();
  }
}
