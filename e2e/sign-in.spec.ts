import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { admin } from './product.ts';
import { runProduct } from './running.ts';
import { sessionPage, sessionRow } from './session-page.ts';

// Tokens that end while a test looks on.
const running = runProduct({ ACCESS_TOKEN_MINUTES: '0.1' });

test('a wrong password is refused in words, the right one leads on to where one wanted to go', async ({
  browser,
}) => {
  const id = await running.idOf('CS Malam');
  const context = await browser.newContext({ baseURL: running.url });
  const page = await context.newPage();
  const failed: string[] = [];
  page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
  await page.goto(`/sessions/${id}`);
  await expect(page).toHaveURL(/\/login$/);
  await expectAccessible(page);
  expect(failed).toEqual([]);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('Email or password is wrong.');
  await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await page.keyboard.press('Enter');
  await expect(sessionPage(page)).toHaveAttribute('data-session', id);
  await context.close();
});

test('when the token ends, the page goes on with a fresh one, and misses nothing', async ({ browser }) => {
  const id = await running.idOf('Apotek Kita');
  const { page, requests, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'offline');
  // Past three lives of a token.
  await expect.poll(() => requests.count('/api/auth/refresh'), { timeout: 30_000 }).toBeGreaterThan(3);
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText('Live');
  await page.goto(`/sessions/${id}`);
  await page.getByRole('button', { name: 'Show QR' }).click();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'pairing');
  await expect(page).toHaveURL(new RegExp(id));
  await context.close();
});

test('signed out, a page that is open elsewhere in this browser asks to sign in again, and goes on as it was', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(page.getByRole('grid')).toBeVisible();
  const other = await context.newPage();
  await other.goto('/sessions?q=CS&sort=name');
  await expect(other.getByRole('grid')).toBeVisible();
  const form = await context.newPage();
  await form.goto('/sessions/new');
  await form.getByLabel('Name').fill('Kasir');
  await form.getByLabel('Token').fill('not to be kept');
  await page.getByRole('button', { name: /account and settings/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(other).toHaveURL(/\/login$/, { timeout: 20_000 });
  await expect(form).toHaveURL(/\/login$/, { timeout: 20_000 });
  await expect(other.getByText('You were signed out. Sign in to go on where you were.')).toBeVisible();
  const signIn = async (at: Page) => {
    await at.getByLabel('Email').fill(admin.email);
    await at.getByRole('textbox', { name: 'Password' }).fill(admin.password);
    await at.keyboard.press('Enter');
  };
  await signIn(other);
  await expect(other).toHaveURL(/\/sessions\?q=CS&sort=name$/);
  await expect(other.getByRole('grid')).toBeVisible();
  // What was typed is there again, but for what is secret.
  await signIn(form);
  await expect(form.getByRole('status').getByText('is here again, but for tokens')).toBeVisible();
  await expect(form.getByLabel('Name')).toHaveValue('Kasir');
  await expect(form.getByLabel('Token')).toHaveValue('');
  await context.close();
});
