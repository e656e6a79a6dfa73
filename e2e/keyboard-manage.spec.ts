import { expect, test } from '@playwright/test';
import { choose, expectHeld, expectTrapped, pressOn, tabTo } from './hands.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionPage, sessionRow } from './session-page.ts';

// Many steps, each with a wait for a fact: a busy machine is given its time.
test.describe.configure({ timeout: 240_000 });
const running = runProduct();

test('by keyboard alone through the list: move, select, act on many, open, come back', async ({
  browser,
}) => {
  const [cs, promo] = [await running.idOf('CS Malam'), await running.idOf('Promo Ramadan')];
  const { page, context } = await enter(browser, running.url);
  const { keyboard } = page;
  const rows = page.getByRole('grid').locator('[data-session]');
  await page.goto('/sessions');
  await expect(sessionRow(page, cs)).toHaveAttribute('data-phase', 'online');
  await keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  await keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await keyboard.press('k');
  await expect(rows.first()).toBeFocused();
  await keyboard.press('End');
  await expect(rows.last()).toBeFocused();

  await keyboard.press('/');
  await keyboard.type('Promo');
  await expect(rows).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(sessionRow(page, promo)).toBeFocused();
  await keyboard.press('x');
  await expect(sessionRow(page, promo)).toHaveAttribute('aria-selected', 'true');
  await tabTo(page.getByRole('toolbar').getByRole('button', { name: 'Connect', exact: true }), 'Shift+Tab');
  await keyboard.press('Enter');
  const drawer = page.locator('[data-bulk-drawer]');
  await expect(drawer.getByRole('heading')).toBeFocused();
  await expect(sessionRow(page, promo)).toHaveAttribute('data-phase', 'online');
  await expect(drawer.locator('[data-standing="done"]')).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expectHeld(page);

  // What unlinks many asks first, and for their number.
  const act = (name: string) => page.getByRole('toolbar').locator(`[data-bulk="${name}"]`);
  const dialog = page.getByRole('dialog');
  await pressOn(act('logout'));
  await tabTo(dialog.getByRole('textbox'));
  await keyboard.type('1');
  await keyboard.press('Enter');
  await expect(sessionRow(page, promo)).toHaveAttribute('data-phase', 'offline');
  await expect(sessionRow(page, promo)).toContainText(/Logged out by .*Scan a new code to use it again/);
  await keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expectHeld(page);

  await keyboard.press('/');
  await keyboard.press('Escape');
  await expect(rows).not.toHaveCount(1);
  await keyboard.press('Escape');
  await keyboard.press('j');
  const second = rows.nth(1);
  await expect(page.getByRole('grid').locator(':focus')).toHaveCount(1);
  await keyboard.press('Home');
  await keyboard.press('j');
  await expect(second).toBeFocused();
  const opened = (await second.getAttribute('data-session')) ?? '';
  await keyboard.press('Enter');
  await expect(sessionPage(page)).toHaveAttribute('data-session', opened);
  await expectHeld(page);
  await keyboard.press('j');
  await expect(sessionPage(page)).not.toHaveAttribute('data-session', opened);
  await keyboard.press('k');
  await expect(sessionPage(page)).toHaveAttribute('data-session', opened);
  await keyboard.press('Escape');
  await expect(rows.first()).toBeVisible();
  await expectHeld(page);
  // Back in the list, one goes on from the session that was open.
  await keyboard.press('j');
  await expect(sessionRow(page, opened)).toBeFocused();
  await page.goto(`/sessions/${promo}`);
  await expect(sessionPage(page).getByRole('heading', { name: /^Logged out by / })).toBeVisible();
  await expect(sessionPage(page)).toContainText('Scan a new code to use it again.');
  await context.close();
});

test('by keyboard alone: a session is made, changed, given away and deleted', async ({ browser }) => {
  await running.admin.addUser('sari@example.org', 'Sari Wulan', 'operator');
  const { page, context } = await enter(browser, running.url);
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  const name = page.getByLabel('Name', { exact: true });
  await page.goto('/sessions');
  await expect(page.getByRole('grid').locator('[data-session]').first()).toBeVisible();
  await pressOn(page.getByRole('link', { name: 'New session' }));
  await expect(name).toBeFocused();
  await keyboard.type('Kopi Senja');
  await pressOn(page.getByRole('button', { name: 'Make', exact: true }));
  await expect(sessionPage(page)).toBeVisible();
  await expectHeld(page);

  await pressOn(page.getByRole('link', { name: 'Edit', exact: true }));
  await tabTo(name);
  await keyboard.press('End');
  await keyboard.type(' 2');
  await expect(page.getByText('1 unsaved change')).toBeVisible();
  await pressOn(page.getByRole('link', { name: 'Sessions', exact: true }).first());
  await expect(dialog.getByRole('button', { name: 'Stay here' })).toBeFocused();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expectHeld(page);
  await pressOn(page.getByRole('button', { name: 'Save changes' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Kopi Senja 2' })).toBeVisible();
  await expect(sessionPage(page)).toBeVisible();
  await expectHeld(page);

  const more = page.getByRole('button', { name: 'More for Kopi Senja 2' });
  await choose(more, 'Transfer…');
  await expect(dialog.getByLabel('Find a person')).toBeFocused();
  await keyboard.type('sari');
  await tabTo(dialog.getByRole('radio', { name: /Sari Wulan/ }));
  await keyboard.press('Space');
  await pressOn(dialog.getByRole('button', { name: 'Transfer' }));
  await expect(dialog).toHaveCount(0);
  await expect(more).toBeFocused();
  await choose(more, 'Delete…');
  await expect(dialog.getByLabel('Name of the session')).toBeFocused();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await choose(more, 'Delete…');
  await expect(dialog.getByLabel('Name of the session')).toBeFocused();
  await keyboard.type('Kopi Senja 2');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions$/);
  await expect(page.getByRole('grid')).toBeVisible();
  await expectHeld(page);
  await context.close();
});

test('by keyboard alone: a secret is shown and copied, and the keys lead to every page', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  await page.goto(`/sessions/${await running.idOf('CS Malam')}`);
  const reveal = page.getByRole('button', { name: 'Reveal Token' });
  await pressOn(reveal);
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(reveal).toBeFocused();
  await keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await keyboard.type('Moving the bot');
  await keyboard.press('Enter');
  const row = page.locator('[data-secret="token"]');
  await expect(row.locator('[data-revealed]')).toBeVisible();
  await expectHeld(page);
  await expect(row.locator(':focus')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(row.getByRole('button', { name: 'Copied' })).toBeFocused();
  await pressOn(row.getByRole('button', { name: 'Hide' }));
  await expect(reveal).toBeFocused();

  for (const [keys, path] of [
    ['ga', '/audit'],
    ['gk', '/access/keys'],
    ['gy', '/system'],
    ['gs', '/sessions'],
  ] as const) {
    for (const key of keys) await keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`${path}(\\?|$)`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectHeld(page);
  }
  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/sessions/);
  await expectHeld(page);
  await context.close();
});
