import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
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

/** The pages of people and of the gateway, whose words are what somebody called something. */
const named = ['/access/users', '/access/keys', '/access/links', '/audit', '/system', '/profile'];
/** Other markup to a reader on a phone: there a table is a pile of cards. */
const piled = ['/access/users', '/audit'];

/** Names as long as they come. */
async function makeLongNames(id: string): Promise<void> {
  await running.admin.make('/users', {
    email: `${'very-long-address-'.repeat(5)}@example.org`,
    name: 'Raden Ajeng Kartini Djojoadhiningrat van der Hoogenbosch-Wijayakusuma',
    role: 'operator',
    password: admin.password,
  });
  const name = 'OrderBotOfTheNorthernWarehouse'.repeat(3);
  await running.admin.make('/api-keys', { name, scopes: ['sessions:read'] });
  await running.admin.make(`/whatsapp/sessions/${id}/pairing-links`);
}

test('no word is too small or cut off, no page scrolls sideways at any width, and those of people are accessible', async ({
  browser,
}) => {
  const id = await running.idOf('Apotek Kita');
  await makeLongNames(id);
  const { page, context } = await enter(browser, running.url);
  await page.goto(`/sessions/${id}`);
  await page.getByRole('button', { name: 'Show QR' }).click();
  await expect(codeOn(page)).toBeVisible();
  for (const language of ['en', 'id']) {
    await page.evaluate((chosen) => localStorage.setItem('heliograph-language', chosen), language);
    for (const path of [`/sessions/${id}`, `/sessions/${id}/edit`, '/sessions', '/sessions/new', ...named]) {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      if (language === 'en' && named.includes(path)) await expectAccessible(page);
      // The Indonesian words are the longer ones: the English ones are read where there is least room.
      for (const width of language === 'id' ? [320, 390, 768, 1280] : [320]) {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => faults(page), `${path} in ${language} at ${width}`).toEqual([]);
        if (width === 390 && piled.includes(path)) await expectAccessible(page);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
  await context.close();
});
