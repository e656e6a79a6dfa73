import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expectHeld, expectTrapped, pressOn, tabTo, watchFocus } from './hands.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionRow } from './session-page.ts';

// Many steps, each with a wait for a fact: a busy machine is given its time.
test.describe.configure({ timeout: 240_000 });
const running = runProduct();

test('by keyboard alone: some are disconnected, given away and deleted, and the focus is never lost', async ({
  browser,
}) => {
  const ids = [await running.idOf('CS Malam'), await running.idOf('Promo Ramadan')];
  await running.admin.addUser('sari@example.org', 'Sari Wulan', 'operator');
  await running.admin.rest.connect(ids[1]!);
  const { page, context } = await enter(browser, running.url);
  const { keyboard } = page;
  const rows = page.getByRole('grid').locator('[data-session]');
  const toolbar = page.getByRole('toolbar');
  const act = (name: string) => toolbar.locator(`[data-bulk="${name}"]`);
  const dialog = page.getByRole('dialog');
  const drawer = page.locator('[data-bulk-drawer]');
  await page.goto('/sessions?sort=name');
  for (const id of ids) await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'online');
  const before = await rows.count();
  await keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  const losses = await watchFocus(page);

  /** Goes down the rows to it, and selects it. */
  const select = async (id: string) => {
    await keyboard.press('Home');
    await expect(rows.first()).toBeFocused();
    for (let row = 0; row < before; row++) {
      if (await sessionRow(page, id).evaluate((one) => one === document.activeElement)) break;
      await keyboard.press('j');
      await expect(rows.nth(row + 1)).toBeFocused();
    }
    await keyboard.press('x');
    await expect(sessionRow(page, id)).toHaveAttribute('aria-selected', 'true');
  };
  /** Its heading says what is done; whoever has read that it is done closes it and is back where they asked. */
  const seeDone = async () => {
    await expect(drawer.getByRole('heading')).toBeFocused();
    await expect(drawer.locator('[data-standing="done"]')).toHaveCount(ids.length);
    await keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await expectHeld(page);
  };
  for (const id of ids) await select(id);

  await tabTo(act('disconnect'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectTrapped(dialog);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(act('disconnect')).toBeFocused();
  await keyboard.press('Enter');
  await pressOn(dialog.getByRole('button', { name: /^Disconnect/ }));
  for (const id of ids) await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'offline');
  await seeDone();
  await expect(act('disconnect')).toBeFocused();

  await pressOn(act('transfer'));
  await expect(dialog.getByLabel('Find a person')).toBeFocused();
  await expectTrapped(dialog);
  await tabTo(dialog.getByLabel('Find a person'));
  await keyboard.type('sari');
  await tabTo(dialog.getByRole('radio', { name: /Sari Wulan/ }));
  await keyboard.press('Space');
  await expectAccessible(page);
  await pressOn(dialog.getByRole('button', { name: 'Transfer', exact: true }));
  for (const id of ids) await expect(sessionRow(page, id)).toContainText('Sari Wulan');
  await seeDone();
  await expect(act('transfer')).toBeFocused();

  await pressOn(act('delete'));
  const count = dialog.getByRole('textbox');
  await expect(count).toBeFocused();
  await expectTrapped(dialog);
  await tabTo(count);
  await keyboard.type('1');
  await keyboard.press('Enter');
  // That is not how many they are.
  await expect(dialog).toBeVisible();
  await keyboard.press('Backspace');
  await keyboard.type(String(ids.length));
  await keyboard.press('Enter');
  for (const id of ids) await expect(sessionRow(page, id)).toHaveCount(0);
  await seeDone();
  expect(await rows.count()).toBe(before - ids.length);
  // Nothing is selected any more, and no button of another session has the focus.
  await expect(page.locator('[role="toolbar"]')).toHaveCount(0);
  await expectHeld(page);
  await expect(page.locator('[data-session] button:focus')).toHaveCount(0);
  await keyboard.press('j');
  await expect(page.getByRole('grid').locator('[data-session]:focus')).toHaveCount(1);
  expect(await losses()).toEqual([]);
  await context.close();
});
