import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { readCode } from './camera.ts';
import { enter, type Person } from './person.ts';
import { followRequests, type RequestLog } from './request-log.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage } from './session-page.ts';

// What an admin sends to the phone's owner, who has no account: made, used, and taken back.
test.describe.configure({ mode: 'serial' });
const running = runProduct();
const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const number = '+62 812 3456 7890';
let rani: Person;
let id: string;

test.beforeAll(async ({ browser }) => {
  id = await running.idOf('Apotek Kita');
  rani = await enter(browser, running.url);
});

/** Makes a link as an admin does, and closes its dialog. */
async function makeLink(): Promise<string> {
  const { page } = rani;
  await page.goto(`/sessions/${id}`);
  await page.getByRole('button', { name: 'More for Apotek Kita' }).click();
  await page.getByRole('menuitem', { name: 'Make a pairing link' }).click();
  const dialog = page.getByRole('dialog');
  const url = await dialog.getByRole('textbox', { name: 'Pairing link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  return url;
}

/** Somebody without an account, with the link. */
async function open(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: running.url, ...options });
  const requests = followRequests(context, running.url);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page, requests };
}

const stage = (page: Page) => page.locator('[data-stage]');

function expectAlone(requests: RequestLog) {
  expect(requests.elsewhere()).toEqual([]);
  expect(requests.aboutStates()).toEqual([]);
  expect(requests.count('/api/auth/refresh')).toBe(0);
}

test('the link is shown once, ends by itself, and the dialog is accessible', async () => {
  const { page } = rani;
  await page.goto(`/sessions/${id}`);
  await page.getByRole('button', { name: 'More for Apotek Kita' }).click();
  await page.getByRole('menuitem', { name: 'Make a pairing link' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Pairing link' })).toHaveValue(
    new RegExp(`^${running.url}/pair#[\\w-]{43}$`),
  );
  await expect(dialog.getByText(/^Ends at \d\d:\d\d, in 10 minutes$/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog).toHaveCount(0);
});

test('its owner types a code on this very phone, and is linked; nothing else is on the page', async ({
  browser,
}) => {
  const { page, context, requests } = await open(browser, await makeLink(), onPhone);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Link your WhatsApp to Apotek Kita');
  await expect(page.getByRole('radio', { name: 'This phone' })).toBeChecked();
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Your WhatsApp number' }).fill('+62 812');
  await page.getByRole('button', { name: 'Make a code' }).click();
  await expect(page.getByText('That is not a whole number for Indonesia')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your WhatsApp number' }).fill(number);
  await page.getByRole('button', { name: 'Make a code' }).click();
  const code = page.locator('[data-pairing-code]');
  await expect(code).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('timer')).toBeVisible();
  await expectAccessible(page);
  await expect(sessionPage(rani.page)).toHaveAttribute('data-phase', 'pairing');

  const typed = await code.getAttribute('data-pairing-code');
  await running.admin.demo('enterCode', { sessionId: id, code: typed, phone: '6281234567890' });
  await expect(stage(page)).toHaveAttribute('data-stage', 'linked', { timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Linked' })).toBeVisible();
  await expect(code).toHaveCount(0);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('This link was already used. Ask for a new one.')).toBeVisible();
  expectAlone(requests);
  await context.close();
});

test('on a wide screen it shows the code for a camera, and is empty the moment it is revoked', async ({
  browser,
}) => {
  await running.admin.rest.logoutSession(id);
  await expect.poll(async () => (await running.admin.session(id)).loggedIn).toBe(false);
  const url = await makeLink();
  const { page, context, requests } = await open(browser, url, { locale: 'id-ID' });
  await expect(page.getByRole('radio', { name: 'Layar lain' })).toBeChecked();
  await page.getByRole('button', { name: /Tampilkan/ }).click();
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1', { timeout: 20_000 });
  await expect.poll(() => readCode(page.locator('[data-code-frame]'))).not.toBeNull();
  await expectAccessible(page);

  const links = rani.page.getByRole('region', { name: 'Pairing links' });
  await links.getByRole('button', { name: 'Revoke' }).click();
  await expect(stage(page)).toHaveAttribute('data-stage', 'ended');
  await expect(codeOn(page)).toHaveCount(0);
  await expect(page.getByText('Tautan ini sudah berakhir. Minta yang baru.')).toBeVisible();
  await expectAccessible(page);
  expectAlone(requests);
  await context.close();
});

test('an address that is no link says that it is over, at 320 pixels too', async ({ browser }) => {
  const { page, context } = await open(browser, '/pair#nothing', { viewport: { width: 320, height: 568 } });
  await expect(page.getByRole('heading', { name: 'This link is over' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await context.close();
});
