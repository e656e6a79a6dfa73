import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

const running = runProduct();

test('a user is made, signs in, and leaves when disabled', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/access/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByLabel('Name').fill('Sari Dewi');
  await dialog.getByLabel('Email').fill('sari@example.org');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await dialog.getByRole('button', { name: 'Make' }).click();
  await expect(page.getByRole('row', { name: /Sari Dewi/ })).toBeVisible();
  await expectAccessible(page);

  const sari = await enter(browser, running.url, { email: 'sari@example.org' });
  await sari.page.goto('/sessions');
  await expect(sari.page.getByRole('link', { name: 'System' })).toBeVisible();
  await expect(sari.page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);

  await page.getByRole('button', { name: 'More for Sari Dewi' }).click();
  await page.getByRole('menuitem', { name: 'Disable…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(sari.page).toHaveURL(/\/login/, { timeout: 20_000 });
  await expect(page.getByRole('row', { name: /Sari Dewi.*Disabled/ })).toBeVisible();
  await sari.context.close();
  await context.close();
});

test('a key is made by keyboard, used and revoked, and the audit has it', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/access/keys');
  await page.getByRole('button', { name: 'New API key' }).press('Enter');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Warehouse screen');
  await page.keyboard.press('Enter');
  const key = (await page.locator('[data-key-made] code').textContent()) ?? '';
  expect(key).toMatch(/^hgk_/);
  const ask = () =>
    fetch(`${running.url}/api/admin/whatsapp/sessions`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have it' }).press('Enter');
  await expect(page.locator('body')).not.toContainText(key);
  await page.getByRole('button', { name: 'Revoke Warehouse screen' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(page.getByText('No API keys.')).toBeVisible();
  expect((await ask()).status).toBe(401);

  await page.goto('/audit');
  await expect(page.locator('[data-audit="key.revoke"]')).toContainText('Warehouse screen');
  await expect(page.locator('[data-audit="key.create"]')).toBeVisible();
  await expectAccessible(page);
  await context.close();
});

for (const path of ['/access/users', '/access/links', '/audit', '/system', '/profile']) {
  test(`${path} is accessible and fits`, { tag: '@phone' }, async ({ browser }, { project }) => {
    const { viewport, hasTouch } = project.use;
    const { page, context } = await enter(browser, running.url, { viewport, hasTouch });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await context.close();
  });
}
