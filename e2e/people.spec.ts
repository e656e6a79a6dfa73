import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { pressOn, tabTo } from './hands.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

const running = runProduct();

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a user is made and signs in, and their page follows when rights are taken', async ({ browser }) => {
  const { page, context, requests } = await enter(browser, running.url);
  await page.goto('/access/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Sari Dewi');
  await dialog.getByLabel('Email').fill('sari@example.org');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await dialog.getByRole('button', { name: 'Make' }).click();
  await expect(page.getByRole('row', { name: /Sari Dewi.*Operator/ })).toBeVisible();

  const sari = await enter(browser, running.url, { email: 'sari@example.org' });
  await sari.page.goto('/system');
  await expect(sari.page.getByRole('heading', { name: 'Watcher' })).toBeVisible();
  await expect(sari.page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);

  await choose(page, 'Sari Dewi', 'Edit…');
  await dialog.getByRole('radio', { name: /Viewer/ }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Sari Dewi.*Viewer/ })).toBeVisible();
  const refusal = 'Only admins and operators see this page.';
  await expect(sari.page.getByRole('heading', { name: refusal })).toBeVisible({ timeout: 20_000 });
  await expect(sari.page.getByRole('link', { name: 'System' })).toHaveCount(0);

  await choose(page, 'Sari Dewi', 'Disable…');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(sari.page).toHaveURL(/\/login/, { timeout: 20_000 });
  await expect(page.getByRole('row', { name: /Sari Dewi.*Disabled/ })).toBeVisible();

  await choose(page, 'Sari Dewi', 'Reset password…');
  await dialog.getByRole('textbox', { name: 'New password' }).fill('a lamp in the window');
  await dialog.getByRole('button', { name: 'Set the password' }).click();
  await expect(dialog).toHaveCount(0);
  await choose(page, 'Sari Dewi', 'Enable…');
  await dialog.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('row', { name: /Sari Dewi.*Disabled/ })).toHaveCount(0);
  const signIn = async (password: string) => {
    const data = { email: 'sari@example.org', password };
    return (await sari.context.request.post('/api/auth/login', { data })).status();
  };
  expect(await signIn(admin.password)).toBe(401);
  expect(await signIn('a lamp in the window')).toBe(200);

  await choose(page, 'Admin', 'Edit…');
  await dialog.getByRole('radio', { name: /Operator/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    'This is the last admin. Make somebody else an admin first.',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'More for Admin' })).toBeFocused();
  expect(requests.elsewhere()).toEqual([]);
  await sari.context.close();
  await context.close();
});

test('a key is made by keyboard, used and revoked, and the audit log tells it, as a file too', async ({
  browser,
}) => {
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
  await expect(page.getByRole('cell', { name: `${key.slice(0, 8)}••••` })).toBeVisible();
  await page.getByRole('button', { name: 'Revoke Warehouse screen' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(page.getByText('No API keys.')).toBeVisible();
  expect((await ask()).status).toBe(401);

  await page.goto('/audit');
  await expect(page.locator('[data-audit="key.revoke"]')).toContainText('Warehouse screen');
  await expect(page.locator('[data-audit="key.create"]')).toBeVisible();
  // What is done meanwhile is offered, and comes when it is asked for.
  await running.admin.make('/whatsapp/sessions', { name: 'Kopi' });
  await context.request.delete(`/api/admin/whatsapp/sessions/${await running.idOf('Kopi')}`, {
    headers: { authorization: `Bearer ${await running.admin.token()}` },
  });
  await page.getByRole('button', { name: 'Show it' }).click({ timeout: 20_000 });
  await expect(page.locator('[data-audit="session.delete"]')).toContainText('Kopideleted session');
  // Of one person, and of all again, by keyboard.
  const who = page.getByRole('combobox', { name: 'Who' });
  await tabTo(who);
  await page.keyboard.type('Admin');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/actor=/);
  await expect(page.locator('[data-audit="key.revoke"]')).toBeVisible();
  await tabTo(page.getByRole('combobox', { name: 'Session' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/session=/);
  await expect(page.locator('[data-audit="key.revoke"]')).toHaveCount(0);
  // Of one kind and of a time; and the people to choose from, where they could not be read.
  await page.route('**/api/admin/users', (route) => route.abort(), { times: 1 });
  await page.goto('/audit?action=key.revoke');
  await expect(page.locator('[data-audit="key.revoke"]')).toBeVisible();
  await expect(page.locator('[data-audit="key.create"]')).toHaveCount(0);
  const notRead = page.getByText('Who there is could not be read');
  await expect(notRead).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(notRead).toHaveCount(0);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByText('No entry matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page).toHaveURL(/\/audit$/);
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe('audit.csv');
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('\ufeffid,at,actorId,actor,kind,action,object,sessionId,outcome,reason,ip,details');
  const file = lines.join('\n');
  expect(file).toContain(',user,key.revoke,Warehouse screen,');
  expect(file).not.toContain(key);
  await context.close();
});

test('a pairing link is revoked among all that are open', async ({ browser }) => {
  await running.admin.make(`/whatsapp/sessions/${await running.idOf('Apotek Kita')}/pairing-links`);
  const { page, context } = await enter(browser, running.url);
  await page.goto('/access/links');
  await page.getByRole('button', { name: 'Revoke Apotek Kita' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('No open pairing links.')).toBeVisible();
  await context.close();
});

test('on the own account another browser is signed out, and the password is changed', async ({ browser }) => {
  await running.admin.addUser('rudi@example.org', 'Rudi Hartono', 'viewer');
  const { page, context } = await enter(browser, running.url, { email: 'rudi@example.org' });
  const other = await enter(browser, running.url, { email: 'rudi@example.org' });
  await other.page.goto('/sessions');
  await expect(other.page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
  // The demo's phone is the admins'.
  await expect(other.page.getByRole('region', { name: 'Demo' })).toBeVisible();
  await expect(other.page.getByText('Open the phone')).toHaveCount(0);
  await page.goto('/profile');
  const elsewhere = page.locator('[data-login="other"]');
  await elsewhere.getByRole('button').click();
  await expect(elsewhere).toHaveCount(0);
  await expect(other.page).toHaveURL(/\/login/, { timeout: 20_000 });

  // By keyboard alone, as whoever hides a password from others' eyes does it.
  const { keyboard } = page;
  const current = page.getByRole('textbox', { name: 'Current password' });
  await tabTo(current);
  await keyboard.type('not the password');
  await tabTo(page.getByRole('textbox', { name: 'New password' }));
  await keyboard.type('a lamp in the window');
  await keyboard.press('Enter');
  await expect(page.getByText('The current password is wrong.')).toBeVisible();
  await tabTo(current, 'Shift+Tab');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(admin.password);
  await pressOn(page.getByRole('button', { name: 'Change the password' }));
  await expect(page.getByRole('status').getByText('The password is changed.')).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-login="current"]')).toBeVisible();
  const again = await other.context.request.post('/api/auth/login', {
    data: { email: 'rudi@example.org', password: admin.password },
  });
  expect(again.status()).toBe(401);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/login/);
  await other.context.close();
  await context.close();
});
