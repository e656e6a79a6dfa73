import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionRow } from './session-page.ts';

const running = runProduct();

test('on a phone the filters are behind one button, which counts them', async ({ browser }) => {
  const id = await running.idOf('CS Malam');
  const other = await running.idOf('Promo Ramadan');
  await running.admin.rest.transfer(id, (await running.admin.rest.me()).id);
  const { page, context } = await enter(browser, running.url, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await page.goto('/sessions');
  await expect(sessionRow(page, other)).toBeVisible();
  const button = page.getByRole('button', { name: /^Filter and sort/ });
  await button.click();
  const sheet = page.getByRole('dialog', { name: 'Filter and sort' });
  await expect(sheet.getByRole('button', { name: 'Show the list' })).toBeFocused();
  // Two choices before the page has drawn the first: none is lost.
  await sheet.evaluate((box) => {
    for (const [name, value] of Object.entries({ 'Filter by phase': 'offline', Sort: 'name' })) {
      const select = box.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`);
      if (!select) throw new Error(`There is no ${name}.`);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  await expect(page).toHaveURL(/\?phase=offline&sort=name$/);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  for (const control of await sheet.getByRole('button').or(sheet.getByRole('combobox')).all()) {
    const box = await control.boundingBox();
    expect(Math.round(box?.height ?? 0), await control.innerText()).toBeGreaterThanOrEqual(44);
  }
  await sheet.getByRole('button', { name: 'Show the list' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleName('Filter and sort, 2 active');
  await expectAccessible(page);

  await button.click();
  await sheet.getByRole('button', { name: 'Clear all' }).click();
  await expect(page).toHaveURL(/\/sessions$/);
  await sheet.getByRole('combobox', { name: 'Owner' }).selectOption({ label: 'Owner: Nobody' });
  await page.keyboard.press('Escape');
  await expect(button).toHaveAccessibleName('Filter and sort, 1 active');
  await expect(sessionRow(page, id)).toHaveCount(0);
  await expect(sessionRow(page, other)).toBeVisible();
  await context.close();
});
