import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionPage, sessionRow } from './session-page.ts';

const running = runProduct();

const drawer = (page: Page) => page.locator('[data-bulk-drawer]');
const item = (page: Page, id: string) => drawer(page).locator(`[data-item="${id}"]`);
const idIn = (page: Page) => /sessions\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? '';
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

/** The next answer comes when it is let go, and is no. */
async function holdFailure(page: Page, method: string, url: string) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const json = { success: false, code: 504, error: 'The service is slow.', reason: 'upstream_timeout' };
  let failed = false;
  await page.route(url, async (route) => {
    if (failed || route.request().method() !== method) return route.fallback();
    failed = true;
    await held;
    return route.fulfill({ status: 504, json });
  });
  return letGo;
}

test('a session is made, changed and deleted', { tag: '@phone' }, async ({ browser }, { project }) => {
  const { viewport, hasTouch } = project.use;
  const { page, context } = await enter(browser, running.url, { viewport, hasTouch });
  const name = `Kopi Senja ${project.name}`;
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'New session' }).click();
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Webhook address').fill('not an address');
  await page.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(page.getByLabel('Webhook address')).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel('Webhook address').fill('https://hooks.example.org/kopi');
  await page.getByText('Chosen', { exact: true }).click();
  await page.getByLabel('Find an event').fill('message');
  await page.getByLabel('Message', { exact: true }).check();
  await expectAccessible(page);
  expect(await fits(page)).toBe(true);
  await page.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(sessionPage(page)).toBeVisible();
  const id = idIn(page);
  expect(await running.admin.session(id)).toMatchObject({
    name,
    webhook: 'https://hooks.example.org/kopi',
    events: ['Message'],
  });

  if (project.name === 'desktop') {
    await page.setViewportSize({ width: 1600, height: 800 });
    await page.goto('/sessions');
    await expect(sessionRow(page, id)).toContainText('Message');
    await expect(sessionRow(page, id)).toContainText('hooks.example.org');
    await running.admin.rest.update(id, { webhook: 'https://other.example.org/kopi' });
    await expect(sessionRow(page, id)).toContainText('other.example.org');
    await sessionRow(page, id).locator('time').hover();
    await expect(page.getByRole('tooltip')).toHaveText(/^\w{3} \d+ \w+ \d{4}, \d\d:\d\d:\d\d .*UTC/);
    await expectAccessible(page);
    await page.setViewportSize(viewport ?? { width: 1280, height: 800 });
  }
  await page.goto(`/sessions/${id}/edit`);
  await page.getByLabel('Name', { exact: true }).fill(`${name} 2`);
  await expect(page.getByText('1 unsaved change')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Sessions', exact: true }).first().click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { name: `${name} 2` })).toBeVisible();
  expect((await running.admin.session(id)).name).toBe(`${name} 2`);

  await page.getByRole('button', { name: `More for ${name} 2` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name} 2?` });
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByLabel('Name of the session').fill(`${name} 2`);
  const answer = await holdFailure(page, 'DELETE', `**/sessions/${id}`);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  await page.keyboard.press('Escape');
  answer();
  await expect(dialog.getByRole('alert')).toContainText('Service too slow');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/sessions$/);
  await expect(sessionRow(page, id)).toHaveCount(0);
  await context.close();
});

test('a token that another session has is refused at its field', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  for (const name of ['Token A', 'Token B']) {
    await page.goto('/sessions/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('textbox', { name: 'Token' }).fill('one-and-the-same');
    await page.getByRole('button', { name: 'Make', exact: true }).click();
    if (name === 'Token A') await expect(sessionPage(page)).toBeVisible();
  }
  await expect(page.getByText('Another session has this token.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Token' })).toBeFocused();
  await context.close();
});

test('many are connected at once, and those that need a scan wait for a person', async ({ browser }) => {
  const [paired, never] = [await running.idOf('Promo Ramadan'), await running.idOf('Apotek Kita')];
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(sessionRow(page, paired)).toBeVisible();
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await expect(page.getByText(/\d+ selected of \d+/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('toolbar').getByRole('button', { name: 'Connect', exact: true }).click();

  await expect(item(page, paired)).toHaveAttribute('data-standing', 'done', { timeout: 20_000 });
  await expect(item(page, never)).toHaveAttribute('data-standing', 'scan');
  await expect(sessionRow(page, paired)).toHaveAttribute('data-phase', 'online');
  expect((await running.admin.session(never)).phase).toBe('offline');
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'Show QR of Apotek Kita' }).click();
  await expect(sessionPage(page)).toHaveAttribute('data-session', never);
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'pairing', { timeout: 15_000 });
  await expect(page.locator('[data-bulk-small]').first()).toBeVisible();
  await context.close();
});

test('a session is given to somebody else, and to nobody', async ({ browser }) => {
  const id = await running.idOf('CS Malam');
  await running.admin.addUser('sari@example.org', 'Sari Wulan', 'operator');
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  const more = sessionRow(page, id).getByRole('button', { name: 'More for CS Malam' });
  let answer = () => {};
  const slow = new Promise<void>((resolve) => (answer = resolve));
  await page.route(`**/${id}/disconnect`, async (route) => {
    await slow;
    await route.continue();
  });
  await more.click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(sessionRow(page, id)).toContainText(/Asked, \d+ s/);
  answer();
  await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'offline');
  await expect(sessionRow(page, id)).not.toContainText('Asked');

  await more.click();
  await page.getByRole('menuitem', { name: 'Transfer…' }).click();
  await page.getByLabel('Find a person').fill('sari');
  await page.getByRole('radio', { name: /Sari Wulan/ }).check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click();
  await expect(sessionRow(page, id)).toContainText('Sari Wulan');
  await page.goto(`/sessions?q=${encodeURIComponent('sari')}`);
  await expect(sessionRow(page, id)).toBeVisible();
  await context.close();
});
