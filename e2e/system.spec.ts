import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';

const running = runProduct();

test('the system page tells how fast changes went out, where their time went, and gives a report without names', async ({
  browser,
}) => {
  const id = await running.idOf('Toko Melati – Kasir');
  await running.admin.demo('unlink', { sessionId: id });
  const { page, context } = await enter(browser, running.url);
  await page.goto('/system');
  await expect(page.getByRole('img', { name: /^Push latency, Last hour: p50 [\d,]+ ms/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Where [\d,.]+ ms go, on average$/ })).toBeVisible();
  await expect(page.getByText(/^Into the database/)).toBeVisible();

  await page.getByRole('button', { name: /Last hour/ }).click();
  await page.getByRole('menuitemradio', { name: 'Last 24 hours' }).click();
  await expect(page.getByRole('img', { name: /^Push latency, Last 24 hours: p50/ })).toBeVisible();
  await expectAccessible(page);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a report' }).click();
  const report = await readFile(await (await coming).path(), 'utf8');
  expect(JSON.parse(report)).toMatchObject({
    service: { status: 'reachable' },
    watcher: { held: true },
    pushes: { window: '24h' },
  });
  for (const session of (await running.admin.rest.list()).sessions) {
    for (const secret of [session.id, session.name, session.jid ?? session.id]) {
      expect(report).not.toContain(secret);
    }
  }
  await context.close();
});
