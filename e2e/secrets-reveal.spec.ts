import { expect, test, type Page, type Route } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionPage } from './session-page.ts';

const running = runProduct();
const token = 'order-bot-token-5e1c90';
const proxyPassword = 'proxy-password-77ab';

/** Everything that is in the page, also what nobody sees. */
const inPage = (page: Page) => page.content();

/** A page over plain http is lent no clipboard: it copies all the same, or says that it could not. */
async function copiesWithoutClipboard(page: Page, id: string) {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    document.execCommand = () => false;
  });
  await page.getByRole('button', { name: 'Copy Session ID' }).click();
  await expect(page.getByText('Could not be copied').first()).toBeVisible();
  await page.evaluate(() => void Reflect.deleteProperty(document, 'execCommand'));
  await page.getByRole('button', { name: 'Could not be copied' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeFocused();
  await page.evaluate(() => void Reflect.deleteProperty(navigator, 'clipboard'));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
}

async function openDialog(page: Page) {
  await page.getByRole('button', { name: 'Reveal Token' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  return dialog;
}

/** The next answer waits until it is let go. */
async function holdAnswer(page: Page) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const answer = async (route: Route) => {
    const response = await route.fetch();
    await held;
    // The page may have given up on it.
    await route.fulfill({ response }).catch(() => {});
  };
  await page.route('**/reveal', answer, { times: 1 });
  return { asked: page.waitForRequest('**/reveal'), letGo };
}

/** Who said no, or looked elsewhere, before the answer came never has it in the page. */
async function answersTooLate(page: Page) {
  const row = page.locator('[data-secret="token"]');
  for (const no of ['Keep it hidden', 'Escape']) {
    const answer = await holdAnswer(page);
    const dialog = await openDialog(page);
    await page.keyboard.type('A moment too long');
    await page.keyboard.press('Enter');
    await answer.asked;
    if (no === 'Escape') await page.keyboard.press(no);
    else await dialog.getByRole('button', { name: no }).click();
    await expect(dialog).toBeHidden();
    answer.letGo();
  }
  await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
  const dialog = await openDialog(page);
  await page.keyboard.type('Looked elsewhere');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('came while you looked elsewhere');
  await expect(row.locator('[data-revealed]')).toHaveCount(0);
  expect(await inPage(page)).not.toContain(token);
  await page.evaluate(() => void Reflect.deleteProperty(document, 'hasFocus'));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('a secret is in the page for a reason and a moment, and in the audit log for good', async ({
  browser,
}) => {
  const made = await fetch(`${running.url}/api/admin/whatsapp/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await running.admin.token()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      name: 'Order bot',
      token,
      proxyConfig: { enabled: true, proxyUrl: `http://bot:${proxyPassword}@proxy.example:1080` },
    }),
  });
  expect(made.status).toBe(201);
  const id = await running.idOf('Order bot');
  const { page, context, requests } = await enter(browser, running.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.route(`**/api/admin/whatsapp/sessions/${id}`, (route) => route.abort(), { times: 1 });
  await page.goto(`/sessions/${id}`);
  await expect(sessionPage(page)).toBeVisible();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByText('This could not be loaded. The gateway did not answer.')).toBeVisible();
  await details.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('button', { name: 'Reveal Token' })).toBeVisible();
  await copiesWithoutClipboard(page, id);
  for (const secret of [token, proxyPassword]) expect(await inPage(page)).not.toContain(secret);

  await answersTooLate(page);
  let dialog = await openDialog(page);
  await page.keyboard.type('why');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('At least five characters')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Moving the order bot to a new host');
  await dialog.getByRole('button', { name: 'Reveal for 30 s' }).click();
  const row = page.locator('[data-secret="token"]');
  await expect(row.locator('[data-revealed]')).toContainText(token);
  await expect(row.getByRole('timer')).toContainText(/Hidden again in (30|29|28) s/);
  expect(await inPage(page)).not.toContain(proxyPassword);
  await row.getByRole('button', { name: 'Copy Token' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  await expectAccessible(page);

  // Whoever looks at another window leaves nothing standing in this one.
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(row.locator('[data-revealed]')).toHaveCount(0);
  expect(await inPage(page)).not.toContain(token);

  await page.clock.install();
  dialog = await openDialog(page);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Once more, for the clock');
  await dialog.getByRole('button', { name: 'Reveal for 30 s' }).click();
  await expect(row.locator('[data-revealed]')).toContainText(token);
  await page.clock.runFor(30_500);
  await expect(row.locator('[data-revealed]')).toHaveCount(0);
  expect(await inPage(page)).not.toContain(token);
  expect(requests.elsewhere()).toEqual([]);

  const audit = await fetch(`${running.url}/api/admin/audit?limit=20`, {
    headers: { authorization: `Bearer ${await running.admin.token()}` },
  });
  const text = await audit.text();
  expect(text).toContain('Moving the order bot to a new host');
  expect(text).not.toContain(token);

  // Somebody deletes it while it is looked at.
  await running.admin.rest.remove(id);
  await expect(page.getByRole('heading', { name: 'Order bot is no longer here' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Back to the sessions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/sessions$/);
  await context.close();
});
