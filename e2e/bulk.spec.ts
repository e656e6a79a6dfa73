import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { codeOn, sessionPage, sessionRow } from './session-page.ts';
import { runWithService } from './with-service.ts';

const running = runWithService();
const drawer = (page: Page) => page.locator('[data-bulk-drawer]');
const standings = (page: Page) =>
  drawer(page)
    .locator('[data-item]')
    .evaluateAll((all) => all.map((item) => item.getAttribute('data-standing')));

test('those that were never paired are paired one by one, by n', async ({ browser }) => {
  const { control } = running.service;
  const made = ['Andong', 'Batik', 'Cendol'].map((name) => control.addUser({ name, token: name }).id);
  const paired = control.addUser({ name: 'Dawet', token: 'Dawet', paired: '628000000007' }).id;
  await running.admin.rest.sync();
  const { page, context } = await enter(browser, running.url);
  // What is held back once is sent again by itself.
  let held = 0;
  await page.route(`**/sessions/${paired}/connect`, async (route) => {
    if (held++ > 0) return route.fallback();
    await route.fulfill({
      status: 409,
      headers: { 'retry-after': '1' },
      json: { success: false, code: 409, error: 'Not now', reason: 'not_now', details: 'It is closing.' },
    });
  });
  await page.goto('/sessions?sort=name');
  await expect(sessionRow(page, paired)).toBeVisible();
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(drawer(page).locator(`[data-item="${paired}"]`)).toHaveAttribute('data-standing', 'done', {
    timeout: 60_000,
  });
  expect(held).toBe(2);
  expect(await standings(page)).toEqual(['scan', 'scan', 'scan', 'done']);
  await expectAccessible(page);

  await drawer(page).getByRole('button', { name: 'Pair the 3 one by one' }).click();
  await expect(sessionPage(page)).toHaveAttribute('data-session', made[0] ?? '');
  await expect(codeOn(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('1 of 3').first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(sessionPage(page)).toHaveAttribute('data-session', made[1] ?? '');
  await expect(codeOn(page)).toBeVisible({ timeout: 30_000 });
  // Once it is online its page goes on with the queue all the same.
  await control.scan(made[1] ?? '', { phone: '628000000008' });
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online', { timeout: 30_000 });
  await page.keyboard.press('n');
  await expect(sessionPage(page)).toHaveAttribute('data-session', made[2] ?? '');
  await expect(page.getByText('3 of 3').first()).toBeVisible();
  await context.close();
});
