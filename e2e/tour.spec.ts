import { expect, test, type Page } from '@playwright/test';
import { signIn } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage, sessionRow } from './session-page.ts';

// The way of docs/admin-guide.md: ten paired sessions, one that falls, and its repair.
const running = runProduct();

/** Scans as the demo's phone does, which lies beside the page or is taken up first. */
async function scan(page: Page) {
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1');
  const button = page.getByRole('button', { name: 'Scan the code on screen' });
  if (!(await button.isVisible())) await page.keyboard.press('p');
  await button.click();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online');
}

test('ten sessions are paired, one is unlinked on its phone, and is paired again', async ({ browser }) => {
  const { context, page } = await signIn(browser, running.url);

  for (const name of ['Kopi Satu', 'Kopi Dua', 'Kopi Tiga', 'Kopi Empat']) {
    await page.getByRole('link', { name: 'New session' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Make and pair' }).click();
    await scan(page);
    // With its button gone the focus is on nothing that a key would do harm with.
    await expect(
      page.getByRole('complementary').getByRole('button', { name: 'Close the phone' }),
    ).toBeFocused();
    await page.goto('/sessions');
  }
  const { sessions } = await running.admin.rest.list();
  expect(sessions).toHaveLength(10);
  for (const { id } of sessions.filter(({ phase }) => phase !== 'online')) {
    await page.goto(`/sessions/${id}`);
    await page
      .getByRole('button', { name: /^(Show QR|Connect|Pair again)$/ })
      .first()
      .click();
    const online = page.locator('article[data-phase="online"]');
    await expect(online.or(page.locator('[data-qr="1"]'))).toBeVisible();
    if ((await online.count()) === 0) await scan(page);
  }
  await page.goto('/sessions');
  await expect(page.locator('[role="row"][data-phase="online"]')).toHaveCount(10);

  const id = await running.idOf('Kopi Dua');
  await sessionRow(page, id).getByText('Kopi Dua').click();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: /^Unlink this device/ }).click();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'logged-out');
  await expect(sessionPage(page).getByRole('heading', { name: 'Unlinked on the phone' })).toBeVisible();
  await page.goto('/sessions');
  const first = page.getByRole('row').filter({ hasText: 'Needs you' });
  await expect(first).toContainText('1');
  await expect(sessionRow(page, id)).toContainText('Unlinked on the phone');
  await sessionRow(page, id).getByText('Kopi Dua').click();
  await page.getByRole('button', { name: 'Pair again' }).first().click();
  await scan(page);
  // It was the same phone: nothing on the page doubts it.
  await expect(page.getByText(/not the number from before/)).toHaveCount(0);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  // Newest first: back online, after it was unlinked, after it was online before.
  await expect(timeline).toContainText(/Online\..*Waiting for scan.*Unlinked on the phone.*Online\./s);
  await context.close();
});
