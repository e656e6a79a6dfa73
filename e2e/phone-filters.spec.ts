import { readFile } from 'node:fs/promises';
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
  const total = (await running.admin.rest.list()).total;
  const search = page.getByRole('textbox', { name: 'Name, number, ID or owner' });
  await expect(search).toHaveAttribute('placeholder', `Search ${total} sessions`);
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
  // What a file would lack is said before it is saved.
  await page.route(/sessions\?ids=/, (route) => route.abort(), { times: 1 });
  await sheet.getByRole('button', { name: 'Export these as CSV' }).click();
  await expect(sheet.getByRole('alert')).toContainText('events and webhooks could not be read');
  await expect(sheet.getByRole('button', { name: 'Save without them' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Retry' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  const [head, ...lines] = saved.trimEnd().split('\r\n');
  expect(head).toMatch(/^\ufeffid,name,number,phase,.*,seenAt,events,webhook$/);
  const offline = (await running.admin.rest.list()).sessions.filter(({ phase }) => phase === 'offline');
  expect(offline.length).toBeGreaterThan(0);
  const names = offline.map(({ name }) => name).sort((a, b) => a.localeCompare(b));
  expect(lines.map((line) => line.split(',')[1])).toEqual(names);
  await sheet.getByRole('button', { name: 'Show the list' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleName('Filter and sort, 2 active');
  await expect(page.getByText(`${offline.length} of ${total}`, { exact: true })).toBeVisible();
  const grid = page.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', String(offline.length + 1));
  await expect(grid.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2');
  await expectAccessible(page);

  await button.click();
  await sheet.getByRole('button', { name: 'Clear all' }).click();
  await expect(page).toHaveURL(/\/sessions$/);
  await sheet.getByRole('combobox', { name: 'Owner' }).selectOption({ label: 'Owner: Nobody' });
  await page.keyboard.press('Escape');
  await expect(button).toHaveAccessibleName('Filter and sort, 1 active');
  await expect(sessionRow(page, id)).toHaveCount(0);
  await expect(sessionRow(page, other)).toBeVisible();

  await button.click();
  await sheet.getByRole('button', { name: 'Sync from service' }).click();
  await expect(page.getByRole('dialog', { name: 'Sync from service' })).toBeVisible();
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('Escape');

  // With eight sessions the phases have a bar of their own, whose counts are filters that follow the owner's.
  const phases = page.getByRole('group', { name: 'Filter by phase' });
  await expect(phases).toHaveCount(0);
  for (const name of ['Warung Tujuh', 'Warung Delapan']) await running.admin.rest.create({ name });
  const nobodys = (await running.admin.rest.list()).sessions.filter(
    ({ owner, phase }) => owner === null && phase === 'offline',
  );
  const chip = phases.getByRole('button', { name: 'Offline' });
  await expect(chip).toHaveText(new RegExp(`^${nobodys.length}`));
  await chip.click();
  await expect(page).toHaveURL(/phase=offline/);
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(`${nobodys.length} of ${total + 2}`, { exact: true })).toBeVisible();

  await page.evaluate(() => localStorage.setItem('heliograph-language', 'id'));
  await page.goto('/sessions');
  await expect(sessionRow(page, id)).toBeVisible();
  await running.admin.demo('down');
  await expect(
    page.getByRole('region', { name: /^Layanan WhatsApp tidak dapat dihubungi sejak/ }),
  ).toBeVisible();
  await expect(sessionRow(page, id)).toContainText('saat itu');
  await expect(sessionRow(page, id).locator('[data-old]:visible').first()).toBeVisible();
  await page.getByRole('button', { name: 'Saring dan urutkan' }).click();
  const inIndonesian = page.getByRole('dialog', { name: 'Saring dan urutkan' });
  await expect(inIndonesian.getByRole('button', { name: 'Sinkronkan dari layanan' })).toBeDisabled();
  await expect(inIndonesian).toContainText('Tidak bisa selama layanan tidak dapat dihubungi');
  await page.keyboard.press('Escape');
  await expect(inIndonesian).toHaveCount(0);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await context.close();
});
