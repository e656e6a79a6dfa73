import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { pressOn } from './hands.ts';
import { enter } from './person.ts';
import { sessionRow } from './session-page.ts';
import { runWithService } from './with-service.ts';

const running = runWithService();

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Sync/ });
const count = (page: Page, key: string) => dialog(page).locator(`[data-count="sync.${key}"] dd`);
const part = (page: Page, key: string) => dialog(page).locator(`[data-part="sync.${key}"]`);
const ids: Record<string, string> = {};

test(
  'what the service has is shown by name before it is taken over',
  { tag: '@phone' },
  async ({ browser }, { project }) => {
    for (const name of ['Andong', 'Batik', 'Cendol', 'Dawet', 'Emping', 'Fuyunghai', 'Gudeg']) {
      ids[name] = running.service.control.addUser({ name, token: `token-of-${name}` }).id;
    }
    const { viewport, hasTouch } = project.use;
    const { page, context } = await enter(browser, running.url, { viewport, hasTouch });
    await page.goto('/sessions');
    await page.getByRole('button', { name: 'Sync from service' }).first().click();
    await expect(count(page, 'add')).toHaveText('7');
    await expect(dialog(page)).toContainText('This is what a sync changes now.');
    await expect(part(page, 'add').getByRole('listitem')).toHaveText([
      /^Andong · offline$/,
      /^Batik/,
      /^Cendol/,
      /^Dawet/,
      /^Emping/,
    ]);
    await part(page, 'add').getByText('2 more').click();
    await expect(part(page, 'add').getByRole('listitem')).toHaveCount(7);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect((await running.admin.rest.list()).total).toBe(0);

    await dialog(page).getByRole('button', { name: 'Sync', exact: true }).click();
    await expect(dialog(page).getByRole('status')).toHaveText('Done: 7 added, 0 changed.');
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'Done' }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('grid').locator(':focus')).toHaveCount(1);
    await expect(sessionRow(page, ids.Gudeg ?? '')).toBeVisible();
    await context.close();
  },
);

test('by the keyboard: what changes, with what it was, and what is missing', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(sessionRow(page, ids.Andong ?? '')).toBeVisible();
  const owner = await running.admin.rest.me();
  await running.admin.rest.transfer(ids.Andong ?? '', owner.id);
  await running.asked('PUT', `/admin/users/${ids.Andong}`, {
    name: 'Andong 2',
    webhook: 'https://hooks.example.org/andong',
  });
  await running.asked('DELETE', `/admin/users/${ids.Batik}/full`);

  const button = page.getByRole('button', { name: 'Sync from service' });
  await pressOn(button);
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(count(page, 'change')).toHaveText('1');
  await expect(part(page, 'change').getByRole('listitem').first()).toContainText(`Andong · of ${owner.name}`);
  await expect(part(page, 'change')).toContainText('Name: Andong → Andong 2');
  await expect(part(page, 'change')).toContainText('Webhook: none → https://hooks.example.org/andong');
  await expect(part(page, 'gone')).toContainText('Batik');
  await expect(count(page, 'stay')).toHaveText('5');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('button', { name: 'Sync', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toHaveText('Done: 0 added, 1 changed.');
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(sessionRow(page, ids.Andong ?? '')).toContainText(owner.name);
  await expect(sessionRow(page, ids.Andong ?? '')).toContainText('Andong 2');

  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toContainText('Nothing to do');
  await expect(dialog(page).getByRole('button', { name: 'Sync', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await context.close();
});

test('a service that does not answer is told in words, and asked again', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  const sync = '**/api/admin/whatsapp/sessions/sync';
  const failure = {
    success: false,
    code: 504,
    error: 'The service is slow.',
    reason: 'upstream_timeout',
  };
  await page.route(sync, (route) => route.fulfill({ status: 504, json: failure }));
  await page.getByRole('button', { name: 'Sync from service' }).click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await expectAccessible(page);
  await page.unroute(sync);
  running.service.control.addUser({ name: 'Hadrah', token: 'token-of-Hadrah' });
  await dialog(page).getByRole('button', { name: 'Retry' }).click();
  await expect(count(page, 'add')).toHaveText('1');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(sync, (route) => held.then(() => route.fulfill({ status: 504, json: failure })));
  await dialog(page).getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(dialog(page).getByRole('status')).toContainText('Syncing');
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeDisabled();
  await page.keyboard.press('Escape');
  answer();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await context.close();
});
