import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage } from './session-page.ts';

const running = runProduct();

test('by keyboard alone: find a session, connect it, and go elsewhere', async ({ browser }) => {
  const id = await running.idOf('Apotek Kita');
  const { page, context, requests } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('textbox', { name: 'Sessions, actions and pages' });
  await expect(search).toBeFocused();
  await page.keyboard.type('apot');
  const palette = page.getByRole('dialog');
  await expect(palette.getByRole('button', { name: 'Apotek Kita · Offline' })).toBeVisible();
  await expect(palette.getByRole('button', { name: 'Make a pairing link' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(sessionPage(page)).toHaveAttribute('data-session', id);
  await expect(palette).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('apot');
  await expect(palette.getByRole('button', { name: /^Show QR/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1', { timeout: 20_000 });

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/sessions(\?|$)/);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help.getByText('Go to the audit log')).toBeVisible();
  await expectAccessible(page);

  // Single keys can be switched off, for whoever speaks to the browser; the palette still opens, and the help from it.
  await help.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('y');
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('button', { name: 'Keyboard' })).toBeVisible();
  await expect(page).toHaveURL(/\/sessions(\?|$)/);
  await page.keyboard.type('keyb');
  await expect(palette.getByRole('button')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await help.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);

  // What the session's menu asks once more, the palette asks too.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('apot');
  await palette.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog', { name: 'Delete Apotek Kita?' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  expect(requests.elsewhere()).toEqual([]);
  await context.close();
});

test('colours and language are chosen in the menu, kept, and the palette opens from it', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url, {
    colorScheme: 'light',
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  await page.goto('/sessions');
  const root = page.locator('html');
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Jump to…' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('menuitemradio', { name: 'Bahasa Indonesia' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sesi' })).toBeVisible();
  await page.reload();
  await expect(root).toHaveAttribute('lang', 'id');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'Akun' }).click();
  await page.getByRole('menuitem', { name: 'Lompat ke…' }).click();
  await page.keyboard.type('tautan');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Tautan penautan(?! [(])/ })
    .click();
  await expect(page).toHaveURL(/\/access\/links$/);
  await context.close();
});

test('a new version is offered once the connection is back, and forces nobody', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText('Live');
  // What the next build's page would say: its script has another name.
  await page.route('**/index.html', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/src="\/assets\/[^"]+\.js"/, 'src="/assets/another-build.js"');
    await route.fulfill({ response: answer, body });
  });
  await running.product.stop();
  await expect(page.locator('[data-truth="dashboard"]')).not.toHaveText('Live');
  await running.startAgain();
  const bar = page.locator('[data-new-version]');
  await expect(bar).toContainText('A new version is here.', { timeout: 45_000 });
  await expect(page).toHaveURL(/\/sessions$/);
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Later' }).click();
  await expect(bar).toHaveCount(0);
  await context.close();
});
