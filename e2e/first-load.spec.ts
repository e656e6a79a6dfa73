import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

const running = runProduct();
/** Bytes of JavaScript, gzipped, that a first visit may fetch. */
const most = 250_000;

test('a first visit to the list fetches less than 250 kB of JavaScript, in few files', async ({ page }) => {
  await page.context().request.post(`${running.url}/api/auth/login`, { data: admin });
  const scripts = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js'))
      scripts.set(
        pathname,
        response.body().then((body) => gzipSync(body).length),
      );
  });
  await page.goto(`${running.url}/sessions`);
  await page.locator('[role="row"][data-session]').first().waitFor();
  await page.waitForLoadState('networkidle');
  const sizes = await Promise.all(scripts.values());
  const sum = sizes.reduce((all, size) => all + size, 0);
  console.log(`${sizes.length} scripts, ${(sum / 1_000).toFixed(1)} kB gzipped`);
  // What sets the colours before the first drawing, the page, and the bundler's own few lines.
  expect(sizes.length).toBe(3);
  expect(sum).toBeLessThan(most);
});
