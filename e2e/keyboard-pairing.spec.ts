import { expect, test } from '@playwright/test';
import { choose, expectHeld, expectTrapped, pressOn, tabTo } from './hands.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage } from './session-page.ts';

// Many steps, each with a wait for a fact: a busy machine is given its time.
test.describe.configure({ timeout: 240_000 });
const running = runProduct();

test('by keyboard alone from the login to a scanned code, and back to nothing', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: running.url });
  const page = await context.newPage();
  const { keyboard } = page;
  const phase = (name: string) => expect(sessionPage(page)).toHaveAttribute('data-phase', name);
  const dialog = page.getByRole('dialog');
  const drawer = page.getByRole('complementary', { name: /phone/i });
  await page.goto('/');
  await tabTo(page.getByLabel('Email'));
  await keyboard.type(admin.email);
  await tabTo(page.getByRole('textbox', { name: 'Password' }));
  await keyboard.type(admin.password);
  await keyboard.press('Enter');
  const rows = page.getByRole('grid').locator('[data-session]');
  await expect(rows.first()).toBeVisible();
  await keyboard.press('/');
  await keyboard.type('Apotek');
  await expect(rows).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(rows.first()).toBeFocused();
  await keyboard.press('Enter');
  await phase('offline');
  await expectHeld(page);

  await pressOn(page.getByRole('button', { name: 'Show QR' }));
  await expect(codeOn(page)).toBeVisible();
  await expectHeld(page);
  await keyboard.press('p');
  const scan = drawer.getByRole('button', { name: 'Scan the code on screen' });
  await expect(scan).toBeEnabled();
  await pressOn(scan);
  await phase('online');
  await expectHeld(page);
  await keyboard.press('p');
  await expect(drawer).toHaveCount(0);
  await expectHeld(page);

  const disconnect = page.getByRole('button', { name: 'Disconnect' });
  await pressOn(disconnect);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(disconnect).toBeFocused();
  await keyboard.press('Enter');
  await pressOn(dialog.getByRole('button', { name: 'Disconnect' }));
  await phase('offline');
  await expect(disconnect).toHaveCount(0);
  await expectHeld(page);
  await keyboard.press('c');
  await phase('online');
  await pressOn(page.getByRole('button', { name: 'Log out' }));
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressOn(dialog.getByRole('button', { name: 'Log out' }));
  await expect(sessionPage(page)).toHaveAttribute('data-logged-in', 'false');
  await expect(page.getByRole('button', { name: 'Log out' })).toHaveCount(0);
  await expectHeld(page);

  await choose(page.getByRole('button', { name: /account and settings/ }), 'Sign out');
  await expect(page).toHaveURL(/\/login$/);
  await context.close();
});

test('by keyboard alone: a pairing code is made, copied and typed, after a pairing that was stopped', async ({
  browser,
}) => {
  const id = await running.idOf('Batik Laras Order');
  const { page, context } = await enter(browser, running.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { keyboard } = page;
  await page.goto('/sessions');
  await expect(page.getByRole('grid')).toBeVisible();
  await keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Sessions, actions and pages' })).toBeFocused();
  await keyboard.type('batik');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Batik Laras Order/ })).toBeVisible();
  await keyboard.press('Enter');
  await expect(sessionPage(page)).toHaveAttribute('data-session', id);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectHeld(page);
  await keyboard.press('c');
  await expect(codeOn(page)).toBeVisible();
  const stop = page.getByRole('button', { name: 'Stop pairing' }).first();
  await pressOn(stop);
  await expect(sessionPage(page)).toHaveAttribute('data-phase', /stopping|offline/);
  await expect(stop).toHaveCount(0);
  await expectHeld(page);

  await keyboard.press('c');
  await expect(codeOn(page)).toBeVisible();
  await tabTo(page.getByRole('radio', { name: 'QR code' }));
  await keyboard.press('ArrowRight');
  await tabTo(page.getByRole('textbox', { name: /^Phone number/ }));
  await keyboard.type('+62 812 3456 7890');
  await keyboard.press('Enter');
  const code = page.locator('[data-pairing-code]');
  await expect(code).toBeVisible();
  await pressOn(code.getByRole('button', { name: 'Copy code' }));
  await expect(code.getByRole('button', { name: 'Copied' })).toBeFocused();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await code.getAttribute('data-pairing-code'));
  await keyboard.press('p');
  await pressOn(page.getByRole('complementary').getByRole('button', { name: `Type ${copied}` }));
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online');
  await expectHeld(page);
  await context.close();
});
