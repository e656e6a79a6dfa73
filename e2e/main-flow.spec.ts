import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { readCode } from './camera.ts';
import { enter, signIn } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage, sessionRow } from './session-page.ts';

const running = runProduct();

test('from the login to a session that is online', { tag: '@phone' }, async ({ browser }) => {
  const id = await running.idOf('Apotek Kita');
  const { context, page } = await signIn(browser, running.url);

  await expect(sessionRow(page, id)).toBeVisible();
  await expectAccessible(page);
  await sessionRow(page, id).getByText('Apotek Kita').click();
  await page.getByRole('button', { name: 'Show QR' }).click();
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1');
  const { width = 0 } = (await codeOn(page).boundingBox()) ?? {};
  expect(width).toBeGreaterThanOrEqual(264);
  expect(await readCode(codeOn(page))).toMatch(/^2@/);
  await expectAccessible(page);

  await page.getByRole('button', { name: /phone/i }).first().click();
  const scan = page.getByRole('button', { name: 'Scan the code on screen' });
  await expect(scan).toBeVisible();
  // Beside the phone there is no room for two columns: the code first, its steps below.
  const code = await codeOn(page).boundingBox();
  const steps = await page.getByRole('heading', { name: 'Scan with the phone' }).boundingBox();
  expect(steps?.y).toBeGreaterThan((code?.y ?? Infinity) + (code?.height ?? 0));
  await scan.click();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await context.close();
});

test('the same by the keyboard alone', async ({ browser }) => {
  const id = await running.idOf('Klinik Sehat Antrean');
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(sessionRow(page, id)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('Klinik');
  await expect(page.getByRole('grid').locator('[data-session]')).toHaveCount(1);
  await page.keyboard.press('Tab');
  for (
    let tabs = 0;
    tabs < 6 && !(await sessionRow(page, id).evaluate((row) => row === document.activeElement));
    tabs++
  ) {
    await page.keyboard.press('Tab');
  }
  await expect(sessionRow(page, id)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sessionPage(page)).toHaveAttribute('data-session', id);
  await page.keyboard.press('c');
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online', { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'online');
  await context.close();
});
