import { expect, test, type Page } from '@playwright/test';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionPage, sessionRow } from './session-page.ts';

const running = runProduct();
const filtered = /\/sessions\?q=CS&sort=name$/;
const editLink = (page: Page) => sessionPage(page).getByRole('link', { name: 'Edit', exact: true });
const name = (page: Page) => page.getByLabel('Name', { exact: true });

test(
  'the list is as it was left, by every way back to it',
  { tag: '@phone' },
  async ({ browser }, { project }) => {
    const id = await running.idOf('CS Malam');
    const { viewport, hasTouch } = project.use;
    const { page, context } = await enter(browser, running.url, { viewport, hasTouch });
    const open = async () => {
      await expect(page).toHaveURL(filtered);
      await expect(sessionRow(page, await running.idOf('Promo Ramadan'))).toHaveCount(0);
      await sessionRow(page, id).getByText('CS Malam').click();
      await expect(sessionPage(page)).toHaveAttribute('data-session', id);
    };
    await page.goto('/sessions?q=CS&sort=name');
    await open();
    await page.keyboard.press('Escape');
    await open();
    await page
      .getByRole('article')
      .getByRole('link', { name: /Sessions|Back/ })
      .first()
      .click();
    await open();
    await page.goBack();
    await open();
    await editLink(page).click();
    await expect(name(page)).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Sessions' }).click();
    await expect(page).toHaveURL(filtered);
    await context.close();
  },
);

test('from form to form by j and k, and with unsaved changes not without a question', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions?sort=name');
  const rows = page.getByRole('grid').locator('[data-session]');
  await expect(rows.nth(1)).toBeVisible();
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-session')));
  await rows.first().focus();
  await page.keyboard.press('Enter');
  await editLink(page).click();
  const at = (place: number) => new RegExp(`/sessions/${ids[place]}/edit$`);
  await expect(page).toHaveURL(at(0));
  await expect(name(page)).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(at(1));
  await expect(name(page)).toBeVisible();
  await page.keyboard.press('k');
  await expect(page).toHaveURL(at(0));

  await expect(name(page)).toBeVisible();
  const before = await name(page).inputValue();
  await name(page).fill(`${before}jk`);
  await expect(page.getByText('1 unsaved change')).toBeVisible();
  await name(page).blur();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  const leave = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(leave.getByRole('button', { name: 'Stay here' })).toBeFocused();
  await expect(page).toHaveURL(at(0));
  await page.keyboard.press('Escape');
  await expect(leave).toHaveCount(0);
  await expect(page).toHaveURL(at(0));
  await page.getByRole('button', { name: 'Next session' }).click();
  await expect(leave).toBeVisible();
  await leave.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(at(1));
  await expect(name(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sessionPage(page)).toHaveAttribute('data-session', ids[1] ?? '');
  await context.close();
});
