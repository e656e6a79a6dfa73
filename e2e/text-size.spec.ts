import { expect, test, type Page } from '@playwright/test';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn } from './session-page.ts';

// Many steps, each with a wait for a fact: a busy machine is given its time.
test.describe.configure({ timeout: 240_000 });
const running = runProduct();
/** A smaller letter is read by nobody on a phone. */
const leastPx = 12;

/** What is wrong with the words on the page: too small, or cut off with nothing that says so. */
const faults = (page: Page) =>
  page.evaluate((least) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const box = node.parentElement;
      const words = node.textContent?.trim().slice(0, 40);
      if (!box || !words || !box.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      // What only a screen reader gets has no size.
      if (box.closest('.unseen, script, style, svg') || box.clientWidth === 1) continue;
      const style = getComputedStyle(box);
      if (parseFloat(style.fontSize) < least) found.push(`${words}: ${style.fontSize}`);
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
      const cut = hides && style.textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1;
      if (cut && box.clientWidth > 1) found.push(`${words}: cut off`);
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`sideways: ${scrollWidth} of ${clientWidth}`);
    return found;
  }, leastPx);

test('no word is too small or cut off, and no page scrolls sideways, at any width', async ({ browser }) => {
  const id = await running.idOf('Apotek Kita');
  const { page, context } = await enter(browser, running.url);
  await page.goto(`/sessions/${id}`);
  await page.getByRole('button', { name: 'Show QR' }).click();
  await expect(codeOn(page)).toBeVisible();
  const pages = [
    '/sessions',
    '/sessions/new',
    '/access/users',
    '/access/keys',
    '/audit',
    '/system',
    '/profile',
  ];
  for (const language of ['en', 'id']) {
    await page.evaluate((chosen) => localStorage.setItem('heliograph-language', chosen), language);
    for (const path of [`/sessions/${id}`, `/sessions/${id}/edit`, ...pages]) {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      // The Indonesian words are the longer ones: the English ones are read where there is least room.
      for (const width of language === 'id' ? [320, 390, 768, 1280] : [320]) {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => faults(page), `${path} in ${language} at ${width}`).toEqual([]);
      }
    }
  }
  await context.close();
});
