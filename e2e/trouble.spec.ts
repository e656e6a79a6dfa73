import { expect, test, type WebSocketRoute } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage, sessionRow } from './session-page.ts';
import { sleeperOn } from './sleep.ts';

const running = runProduct();

test('the service goes down and comes back: pages say since when, hide the code, and heal by themselves', async ({
  browser,
}) => {
  const [pairing, online] = [await running.idOf('Apotek Kita'), await running.idOf('CS Malam')];
  const rani = await enter(browser, running.url);
  const { page } = rani;
  await page.goto(`/sessions/${pairing}`);
  await page.getByRole('button', { name: 'Show QR' }).click();
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1');
  const list = await rani.context.newPage();
  await list.goto('/sessions');
  await expect(sessionRow(list, online)).toHaveAttribute('data-phase', 'online');

  await page.keyboard.press('p');
  const down = page.getByRole('switch').first();
  await down.click({ force: true });
  for (const one of [page, list]) {
    const banner = one.getByRole('region', { name: /The WhatsApp service cannot be reached since/ });
    await expect(banner).toBeVisible({ timeout: 15_000 });
    await expect(one.locator('[data-truth="service"]')).toHaveText('Unreachable');
  }
  await expect(codeOn(page)).toHaveCount(0);
  await expect(sessionRow(list, online)).toHaveAttribute('data-phase', 'online');
  await expect(sessionRow(list, online).locator('[data-old]:visible').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop pairing' })).toBeDisabled();
  for (const one of [page, list]) await expectAccessible(one);

  await down.click({ force: true });
  for (const one of [page, list]) {
    await expect(one.locator('[data-truth="service"]')).toHaveText('Reachable', { timeout: 15_000 });
  }
  await expect(codeOn(page)).toHaveAttribute('data-qr', /^\d$/);
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'pairing');
  await expect(sessionRow(list, online).locator('[data-old]')).toHaveCount(0);
  await rani.context.close();
});

test('the machine sleeps while a code is shown: awake it shows none, says that it catches up, and then what became of it', async ({
  browser,
}) => {
  const id = await running.idOf('Apotek Kita');
  const { page, context, screen } = await enter(browser, running.url);
  const sleeper = await sleeperOn(page);
  await page.goto(`/sessions/${id}`);
  const show = page.getByRole('button', { name: 'Show QR' });
  await expect(show.or(codeOn(page))).toBeVisible();
  if (await show.isVisible()) await show.click();
  await expect(codeOn(page)).toBeVisible();

  await sleeper.sleep(20_000);
  await expect(page.locator('[data-code]')).toHaveAttribute('data-code', 'unheard');
  await expect(codeOn(page)).toHaveCount(0);
  const woken = screen.shown.length;
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText(/^(Reading anew|(Rec|C)onnecting.*)$/);
  await expect(page.locator('[data-truth="service"]')).toHaveText(/^Not known since \d\d:\d\d$/);
  await expect(page.getByRole('button', { name: 'Stop pairing' })).toBeDisabled();
  await running.admin.demo('scan', { sessionId: id });
  await expect.poll(async () => (await running.admin.session(id)).phase).toBe('online');
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'pairing');

  sleeper.hear();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online');
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText('Live');
  expect(screen.shown.slice(woken).filter(({ code }) => code !== null)).toEqual([]);
  await context.close();
});

test('the gateway itself goes away and comes back: the page says so, and goes on by itself', async ({
  browser,
}) => {
  const id = await running.idOf('Batik Laras Order');
  const { page, context, requests } = await enter(browser, running.url);
  await page.goto('/sessions');
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText('Live');
  await running.product.stop();
  const banner = page.getByRole('region', { name: /This dashboard lost its connection at/ });
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await expect(banner).toContainText(/Trying again( in \d+ s)?…/);
  await expectAccessible(page);

  await running.startAgain();
  // Nobody has to wait for the next attempt; if it came in between, the button is gone, and what is said then soon too.
  const now = banner.getByRole('button', { name: 'Try now' });
  if (await now.isVisible()) await now.click({ timeout: 2_000 }).catch(() => undefined);
  await expect(page.locator('[data-truth="dashboard"]')).toHaveText('Live', { timeout: 45_000 });
  await expect(
    page
      .getByRole('complementary')
      .getByText(/^Connected again after \d+ \w+\. Everything here was read anew\.$/),
  ).toBeVisible();
  await expect(banner).toHaveCount(0);
  await running.admin.rest.connect(id);
  await expect(sessionRow(page, id)).toHaveAttribute('data-phase', 'pairing');
  expect(requests.count('/sessions')).toBe(1);
  await context.close();
});

test('a lost connection is tried at once by whoever does not want to wait', async ({ browser }) => {
  const id = await running.idOf('CS Malam');
  const { page, context } = await enter(browser, running.url);
  // Waits are drawn by lot below a ceiling that doubles: here they are as long as they can be.
  await page.addInitScript(() => (Math.random = () => 0.99));
  let cut = false;
  let attempts = 0;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    attempts += 1;
    // What no gateway says: the attempt fails at once.
    if (cut) return void socket.send('?');
    socket.connectToServer();
    open.add(socket);
  });
  await page.goto('/sessions');
  const live = page.locator('[data-truth="dashboard"]');
  await expect(live).toHaveText('Live');
  // What was never here cannot be old.
  await expect(sessionRow(page, id)).toBeVisible();

  cut = true;
  for (const socket of open) await socket.close();
  const banner = page.getByRole('region', { name: /This dashboard lost its connection at/ });
  await expect(banner).toContainText(/in [678] s/, { timeout: 30_000 });
  await expect(sessionRow(page, id).locator('[data-old]:visible').first()).toBeVisible();
  await expect(page.locator('[data-truth="service"]')).toHaveText(/^Not known since \d\d:\d\d$/);
  cut = false;
  const before = attempts;
  await banner.getByRole('button', { name: 'Try now' }).click();
  // Sooner than the attempt that it was waiting for, and by one attempt.
  await expect(live).toHaveText('Live', { timeout: 4_000 });
  expect(attempts).toBe(before + 1);
  await expect(banner).toHaveCount(0);
  await expect(sessionRow(page, id).locator('[data-old]')).toHaveCount(0);

  // Opened by its address meanwhile, a session's page is no dead end either.
  cut = true;
  await page.goto(`/sessions/${id}`);
  await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
  await expect(banner.getByRole('button', { name: 'Try now' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
  await context.close();
});

test('what cannot be fetched says so where it belongs, and comes when it is asked for again', async ({
  browser,
}) => {
  const { page, context } = await enter(browser, running.url);
  let cut = false;
  await context.route('**/assets/**', (route) => (cut ? route.abort() : route.continue()));
  await page.goto('/sessions');
  await expect(page.getByRole('grid')).toBeVisible();
  const note = page.locator('[data-not-fetched]');

  cut = true;
  await page.keyboard.press('?');
  await expect(note).toContainText('This part of the page could not be fetched');
  await expect(page.getByRole('grid')).toBeVisible();
  await note.getByRole('button', { name: 'Close' }).click();
  await expect(note).toHaveCount(0);
  cut = false;
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');

  cut = true;
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(note).toContainText('Try again when the network is back.');
  await expectAccessible(page);
  await note.getByRole('button', { name: 'Retry' }).click();
  await expect(note.getByRole('button', { name: 'Load again' })).toBeVisible();
  cut = false;
  // The page comes, and cannot read what it shows: a failure of the gateway names its request.
  const failing = { success: false, code: 500, error: 'x', reason: 'internal', details: 'request req-42' };
  await page.route('**/api/admin/audit?**', (route) => route.fulfill({ status: 500, json: failing }), {
    times: 1,
  });
  await note.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'quote req-42' })).toBeVisible();
  await page.getByRole('button', { name: 'Retry' }).click();
  const row = page.getByRole('main').getByRole('row').nth(1);
  await expect(row).toBeVisible();
  // With its styles, which were cut as well.
  await expect(page.locator('link[rel="stylesheet"]')).not.toHaveCount(0);
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter((link) => !link.sheet),
  );
  expect(bare).toHaveLength(0);
  await context.close();
});
