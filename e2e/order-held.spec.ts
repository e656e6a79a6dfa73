import { expect, test } from '@playwright/test';
import { enter } from './person.ts';
import { sessionRow } from './session-page.ts';
import { runWithService } from './with-service.ts';

const running = runWithService();

test('rows stay under a mouse, a finger and a selection, and are put in order when asked or left alone', async ({
  browser,
}) => {
  const { control } = running.service;
  const [andong, batik, cendol] = ['Andong', 'Batik', 'Cendol'].map(
    (name, i) => control.addUser({ name, token: name, paired: `62800000000${i}`, online: true }).id,
  ) as [string, string, string];
  await running.admin.rest.sync();
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions?phase=online&sort=name');
  const row = (id: string) => sessionRow(page, id);
  await expect(row(cendol)).toHaveAttribute('data-phase', 'online', { timeout: 30_000 });
  const topOf = async (id: string) => (await row(id).boundingBox())?.y;
  const top = await topOf(batik);

  // The mouse: what leaves the filter stays until the pointer leaves the list.
  await row(batik).hover({ position: { x: 300, y: 10 } });
  control.goOffline('Andong', { forMs: 600_000 });
  await expect(row(andong)).not.toHaveAttribute('data-phase', 'online');
  await expect(page.getByRole('button', { name: '1 row would move. Sort now' })).toBeVisible();
  expect(await row(andong).count()).toBe(1);
  await page.mouse.move(600, 5);
  await expect(row(andong)).toHaveCount(0);
  expect(await topOf(batik)).toBe(top && top - 56);

  // A finger: it holds the rows for some seconds.
  control.comeBack('Andong');
  await expect(async () => {
    await row(batik).dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true });
    await expect(page.getByRole('button', { name: '1 row would move. Sort now' })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expect(page.getByRole('button', { name: /would move/ })).toHaveCount(0);
  await expect.poll(async () => (await topOf(andong)) ?? 0).toBeLessThan((await topOf(batik)) ?? 0);

  // A selection: until it is asked for.
  await row(cendol).getByRole('checkbox').check();
  await page.mouse.move(600, 5);
  control.goOffline('Batik', { forMs: 600_000 });
  const sortNow = page.getByRole('button', { name: '1 row would move. Sort now' });
  await expect(sortNow).toBeVisible();
  expect(await row(batik).count()).toBe(1);
  await sortNow.click();
  await expect(row(batik)).toHaveCount(0);
  await expect(row(cendol).getByRole('checkbox')).toBeChecked();

  // What was selected for one filter does not come back with another.
  await page.goto('/sessions?sort=name');
  await row(andong).getByRole('checkbox').check();
  await page.getByRole('textbox').first().fill('Cendol');
  await expect(row(andong)).toHaveCount(0);
  await row(cendol).getByRole('checkbox').check();
  await page.getByRole('textbox').first().fill('');
  await expect(row(andong).getByRole('checkbox')).not.toBeChecked();
  await expect(row(cendol).getByRole('checkbox')).toBeChecked();
  await context.close();
});
