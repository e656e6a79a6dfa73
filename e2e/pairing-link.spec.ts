import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { readCode } from './camera.ts';
import { expectHeld, pressOn, tabTo } from './hands.ts';
import { enter, type Person } from './person.ts';
import { followRequests, type RequestLog } from './request-log.ts';
import { codeOn, sessionPage } from './session-page.ts';
import { sleeperOn } from './sleep.ts';
import { runWithService } from './with-service.ts';

// What an admin sends to the phone's owner, who has no account: made, used, and taken back.
test.describe.configure({ mode: 'serial' });
const running = runWithService();
const upright = { width: 390, height: 844 };
const onPhone = { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true };
const number = '+62 812 3456 7890';
let rani: Person;
let id: string;

test.beforeAll(async ({ browser }) => {
  id = running.service.control.addUser({ name: 'Apotek Kita', token: 'token-of-apotek' }).id;
  await running.admin.rest.sync();
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
  const sleeper = await sleeperOn(page);
  const answer = await page.goto(url);
  return { context, page, requests, sleeper, headers: answer?.headers() ?? {} };
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
  const { page, context, requests, headers, sleeper } = await open(browser, await makeLink(), onPhone);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Link your WhatsApp to Apotek Kita');
  // Held sideways it is as wide as a screen, and still cannot scan itself.
  await expect(page.getByRole('radio', { name: 'This phone' })).toBeChecked();
  await page.setViewportSize(upright);
  expect(headers).toMatchObject({ 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectAccessible(page);

  const typed = page.getByRole('textbox', { name: 'Your WhatsApp number' });
  const bad = page.getByText('That is not a whole number for Indonesia');
  await typed.fill('+62 812');
  await page.getByRole('button', { name: 'Make a code' }).click();
  await expect(bad).toBeVisible();
  await typed.fill('+62 812 3');
  await expect(bad).toHaveCount(0);
  await typed.fill('+62 812 3456 7890 1234 5678');
  await expect(page.getByText('That is not a number of Indonesia')).toBeVisible();
  await typed.fill(number);
  await page.getByRole('button', { name: 'Make a code' }).click();
  const code = page.locator('[data-pairing-code]');
  await expect(code).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('timer')).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(typed).toHaveValue('+6281234567890');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(code).toBeVisible();
  await expectAccessible(page);
  await expect(sessionPage(rani.page)).toHaveAttribute('data-phase', 'pairing');

  // Back from WhatsApp, nothing is known for a moment: the code that is half typed there is not over.
  const shown = (await code.getAttribute('data-pairing-code')) ?? '';
  await sleeper.sleep(60_000);
  await expect(page.getByText('Checking whether this code still holds')).toBeVisible();
  await expect(code).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Make a code' })).toHaveCount(0);
  await expectAccessible(page);
  sleeper.hear();
  await expect(code).toHaveAttribute('data-pairing-code', shown);
  running.service.control.enterCode(id, { code: shown, phone: '6281234567890' });
  await expect(stage(page)).toHaveAttribute('data-stage', 'linked', { timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Linked' })).toBeVisible();
  await expect(code).toHaveCount(0);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('This link was already used. Ask for a new one.')).toBeVisible();
  expectAlone(requests);
  await context.close();
});

test('by keyboard alone on a wide screen: the service goes and comes back, the phone refuses, and it is revoked', async ({
  browser,
}) => {
  const { control } = running.service;
  await running.admin.rest.logoutSession(id);
  await expect.poll(async () => (await running.admin.session(id)).loggedIn).toBe(false);
  const { page, context, requests } = await open(browser, await makeLink(), { locale: 'id-ID' });
  const { keyboard } = page;
  const onScreen = page.getByRole('radio', { name: 'Layar lain' });
  await expect(onScreen).toBeChecked();
  await pressOn(page.getByRole('button', { name: 'Tampilkan QR' }));
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1', { timeout: 20_000 });
  await expect.poll(() => readCode(page.locator('[data-code-frame]'))).not.toBeNull();
  await expectHeld(page);
  await expectAccessible(page);

  await control.down();
  await expect(page.getByText('Disembunyikan sampai layanan menjawab')).toBeVisible();
  await expect(codeOn(page)).toHaveCount(0);
  await expectAccessible(page);
  await control.up();
  await expect(codeOn(page)).toBeVisible();

  await tabTo(onScreen, 'Shift+Tab');
  await keyboard.press('ArrowLeft');
  await tabTo(page.getByRole('textbox', { name: 'Nomor WhatsApp Anda' }));
  await keyboard.type(number);
  await keyboard.press('Enter');
  const code = page.locator('[data-pairing-code]');
  await expect(code).toBeVisible({ timeout: 20_000 });
  await expectHeld(page);
  control.scan(id, { fail: 'too many devices' });
  const refused = page.getByRole('alert').filter({ hasText: 'Ponsel tidak menerima' });
  await expect(refused).toContainText('hapus perangkat tertaut yang tidak dipakai');
  await expect(code).toHaveCount(0);
  await expect(page.getByRole('textbox')).toHaveValue('+6281234567890');
  await expectHeld(page);
  await expectAccessible(page);
  await tabTo(page.getByRole('radio', { name: 'Ponsel ini' }), 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await expect(refused).toBeVisible();
  await pressOn(page.getByRole('button', { name: 'Tampilkan kode baru' }));
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1', { timeout: 20_000 });
  await expect(refused).toHaveCount(0);

  const links = rani.page.getByRole('region', { name: 'Pairing links' });
  await links.getByRole('button', { name: 'Revoke' }).click();
  await expect(stage(page)).toHaveAttribute('data-stage', 'ended');
  await expect(codeOn(page)).toHaveCount(0);
  await expect(page.getByText('Tautan ini sudah berakhir. Minta yang baru.')).toBeVisible();
  await expectAccessible(page);
  expectAlone(requests);
  await context.close();
});

test('an address that is no link says that it is over, as one does at its end, at 320 pixels too', async ({
  browser,
}) => {
  const url = await makeLink();
  const { page, context } = await open(browser, '/pair#nothing', { viewport: { width: 320, height: 568 } });
  const over = page.getByRole('heading', { name: 'This link is over' });
  await expect(over).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

  // The shortest life of a link is a minute: this page is told of a shorter one.
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const gateway = socket.connectToServer();
    gateway.onMessage((message) => {
      const soon = new Date(Date.now() + 4_000).toISOString();
      const told = String(message).startsWith('42["pairing:context"');
      socket.send(told ? String(message).replace(/"expiresAt":"[^"]+"/, `"expiresAt":"${soon}"`) : message);
    });
  });
  await page.goto(url);
  await expect(stage(page)).toHaveAttribute('data-stage', 'open');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await expect(over).toBeVisible();
  await context.close();
});
