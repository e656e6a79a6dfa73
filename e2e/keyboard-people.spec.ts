import { expect, test } from '@playwright/test';
import { choose, expectHeld, pressOn, tabTo } from './hands.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';

// Many steps, each with a wait for a fact: a busy machine is given its time.
test.describe.configure({ timeout: 240_000 });
const running = runProduct();

test('users by keyboard alone: made, changed, deleted, and the focus goes on beside them', async ({
  browser,
}) => {
  await running.admin.addUser('rudi@example.org', 'Rudi Hartono', 'viewer');
  const { page, context } = await enter(browser, running.url);
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  const more = (name: string) => page.getByRole('button', { name: `More for ${name}` });
  await page.goto('/access/users');
  const add = page.getByRole('button', { name: 'New user' });
  await pressOn(add);
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await keyboard.type('Sari Dewi');
  await tabTo(dialog.getByLabel('Email'));
  await keyboard.type('sari@example.org');
  await tabTo(dialog.getByRole('textbox', { name: 'Password' }));
  await keyboard.type(admin.password);
  await keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Sari Dewi.*Operator/ })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(add).toBeFocused();

  await choose(more('Sari Dewi'), 'Edit…');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await tabTo(dialog.getByRole('radio', { name: /Operator/ }));
  await keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: /Viewer/ })).toBeChecked();
  await pressOn(dialog.getByRole('button', { name: 'Save' }));
  await expect(page.getByRole('row', { name: /Sari Dewi.*Viewer/ })).toBeVisible();
  await expect(more('Sari Dewi')).toBeFocused();

  await choose(more('Sari Dewi'), 'Delete…');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressOn(dialog.getByRole('button', { name: 'Delete' }));
  await expect(page.getByRole('row', { name: /Sari Dewi/ })).toHaveCount(0);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^More for/ }).and(page.locator(':focus'))).toHaveCount(1);
  await context.close();
});

test('API keys by keyboard alone: after the revoked one comes the next, after the last the way on', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url);
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  const revoke = (name: string) => page.getByRole('button', { name: `Revoke ${name}` });
  await page.goto('/access/keys');
  const add = page.getByRole('button', { name: 'New API key' });
  for (const name of ['Screen', 'Robot']) {
    await pressOn(add);
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await keyboard.type(name);
    await keyboard.press('Enter');
    await expect(page.locator('[data-key-made] code')).toHaveText(/^hgk_/);
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Copy key' })).toBeFocused();
    // It is shown this once: whoever goes elsewhere is asked.
    await keyboard.press('g');
    await keyboard.press('s');
    await expect(page.getByRole('dialog', { name: 'Leave without the key?' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Stay here' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await pressOn(page.getByRole('button', { name: 'I have it' }));
    await expect(page.locator('[data-key-made]')).toHaveCount(0);
    await expectHeld(page);
  }
  const rows = page.locator('[data-key]');
  await expect(rows).toHaveCount(2);
  const [first = '', second = ''] = await rows.evaluateAll((all) =>
    all.map((row) => (row.textContent.includes('Screen') ? 'Screen' : 'Robot')),
  );
  await pressOn(revoke(first));
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(revoke(first)).toBeFocused();
  await keyboard.press('Enter');
  await pressOn(dialog.getByRole('button', { name: 'Revoke' }));
  await expect(rows).toHaveCount(1);
  await expect(revoke(second)).toBeFocused();
  await keyboard.press('Enter');
  await pressOn(dialog.getByRole('button', { name: 'Revoke' }));
  await expect(page.getByText('No API keys.')).toBeVisible();
  await expectHeld(page);
  await context.close();
});

test('pairing links by keyboard alone: made, copied, revoked here and in the list of all', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  await page.goto(`/sessions/${await running.idOf('Apotek Kita')}`);
  const more = page.getByRole('button', { name: 'More for Apotek Kita' });
  const make = async () => {
    await choose(more, 'Make a pairing link');
    await expect(dialog.getByRole('textbox', { name: 'Pairing link' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();
  };
  await make();
  const address = await dialog.getByRole('textbox', { name: 'Pairing link' }).inputValue();
  await pressOn(dialog.getByRole('button', { name: 'Copy link' }));
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(more).toBeFocused();
  await pressOn(page.getByRole('region', { name: 'Pairing links' }).getByRole('button', { name: 'Revoke' }));
  await expect(page.getByRole('region', { name: 'Pairing links' })).toHaveCount(0);
  await expectHeld(page);

  await make();
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.goto('/access/links');
  await pressOn(page.getByRole('button', { name: 'Revoke Apotek Kita' }));
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressOn(dialog.getByRole('button', { name: 'Revoke' }));
  await expect(page.getByText('No open pairing links.')).toBeVisible();
  await expectHeld(page);
  await context.close();
});
