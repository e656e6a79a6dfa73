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
  // It waits for a minute; whoever stops the run sends it again when they like.
  let held = 0;
  await page.route(`**/sessions/${paired}/connect`, async (route) => {
    if (held++ > 0) return route.fallback();
    await route.fulfill({
      status: 409,
      headers: { 'retry-after': '60' },
      json: { success: false, code: 409, error: 'Not now', reason: 'not_now', details: 'It is closing.' },
    });
  });
  const toolbar = page.getByRole('toolbar');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/sessions?sort=name');
  await sessionRow(page, paired).getByRole('checkbox').check();
  await toolbar.getByRole('button', { name: 'Select all 4' }).click();
  await expect(page.locator('[data-session][aria-selected="true"]')).toHaveCount(4);
  await toolbar.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('dialog', { name: 'Log out 4 sessions?' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await toolbar.getByRole('button', { name: 'Clear selection' }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await toolbar.getByRole('button', { name: 'Connect', exact: true }).click();
  const item = drawer(page).locator(`[data-item="${paired}"]`);
  await expect(item).toContainText('Held back');
  await page.getByRole('button', { name: /account and settings$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  const leaving = page.getByRole('dialog', { name: '1 session is still waiting' });
  await expect(leaving.getByRole('button', { name: 'Stay' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(leaving).toHaveCount(0);
  await drawer(page).getByRole('button', { name: 'Stop' }).click();
  await expect(item).toHaveAttribute('data-standing', 'unsent');
  await item.getByRole('button', { name: 'Retry' }).click();
  await expect(item).toHaveAttribute('data-standing', 'done', { timeout: 60_000 });
  expect(held).toBe(2);
  expect(await standings(page)).toEqual(['scan', 'scan', 'scan', 'done']);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
  }

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

  // On the list the key opens the next of all that want a phone.
  await page.getByRole('button', { name: 'Done pairing' }).click();
  await page.getByRole('link', { name: 'Sessions' }).first().click();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('n');
  await expect(sessionPage(page)).toHaveAttribute('data-session', new RegExp(`${made[0]}|${made[2]}`));
  await context.close();
});
