import { expect, test } from '@playwright/test';
import type { UptimeData } from '../contract/session-bodies.ts';
import { expectAccessible } from './accessible.ts';
import { enter } from './person.ts';
import { runProduct } from './running.ts';
import { sessionPage } from './session-page.ts';

const running = runProduct();

test('the demo’s sessions have a past: of a week most was seen, and each ends as it is now', async () => {
  const { sessions } = await running.admin.rest.list();
  const read = async <T>(path: string) => {
    const answer = await fetch(`${running.url}/api/admin/whatsapp/sessions${path}`, {
      headers: { authorization: `Bearer ${await running.admin.token()}` },
    });
    return ((await answer.json()) as { data: T }).data;
  };
  const { items } = await read<UptimeData>('/uptime?window=24h&cells=90');
  expect(items).toHaveLength(sessions.length);
  for (const { id, cells } of items) {
    const seen = cells.filter((cell) => cell.seen >= 0.5);
    expect(seen.length, id).toBeGreaterThan(80);
    expect(seen.length, id).toBeLessThan(90);
    const { phase } = sessions.find((session) => session.id === id)!;
    const { events } = await read<{ events: { data: { phase?: string } }[] }>(`/${id}/events`);
    expect(events.find(({ data }) => data.phase)?.data.phase).toBe(phase);
  }
});

test('@phone a session’s past is told by day, filtered, and asked of its bar cell by cell', async ({
  browser,
}, project) => {
  const { viewport, hasTouch } = project.project.use;
  const { page, context } = await enter(browser, running.url, { viewport, hasTouch });
  await page.goto(`/sessions/${await running.idOf('Toko Melati – Kasir')}`);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('Opened somewhere else')).toBeVisible();
  await expect(timeline.getByText('Unlinked on the phone')).toBeVisible();
  await expect(timeline.getByText('Rani').first()).toBeVisible();
  const days = timeline.getByRole('heading', { level: 3 });
  expect(await days.count()).toBeGreaterThanOrEqual(3);

  await timeline.getByRole('button', { name: 'What the timeline shows: Everything' }).click();
  await page.getByRole('menuitemradio', { name: 'What people did' }).click();
  await expect(timeline.getByText('Connect asked').first()).toBeVisible();
  await expect(timeline.getByText('Opened somewhere else')).toHaveCount(0);

  await page.getByText('7 d', { exact: true }).click();
  const bar = page.getByRole('slider', { name: 'Uptime, cell by cell' });
  const share = page.getByText(/^Online [\d.]+% of the time seen/);
  await expect(page.getByRole('heading', { name: 'Last 7 days' })).toBeVisible();
  await expect(share).toBeVisible();
  await bar.focus();
  const told = new Set<string>();
  await page.keyboard.press('Home');
  const cells = Number(await bar.getAttribute('aria-valuemax'));
  for (let cell = 0; cell <= cells; cell += 1) {
    told.add(((await bar.getAttribute('aria-valuetext')) ?? '').replace(/^.*?\d: /, ''));
    await page.keyboard.press('ArrowRight');
  }
  const words = [...told].join('\n');
  expect(words).toContain('Online');
  expect(words).toContain('Not seen');
  expect(words).toMatch(/Logged out for .*, Unlinked on the phone/);
  expect(words).toMatch(/Reconnecting for .*, Network dropped/);
  if (project.project.name === 'phone') {
    const box = (await bar.boundingBox())!;
    await page.touchscreen.tap(box.x + 3, box.y + box.height / 2);
    await expect(bar).toHaveAttribute('aria-valuenow', '0');
  } else await expectAccessible(page);

  // Whoever is about to log a session out may disconnect it instead; its phone stays, and the timeline tells at once.
  await page.goto(`/sessions/${await running.idOf('CS Malam')}`);
  await page.getByRole('button', { name: 'More for CS Malam' }).click();
  await page.getByRole('menuitem', { name: 'Log out…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect instead' }).click();
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'offline');
  await expect(timeline.getByRole('list').first()).toContainText('Disconnect asked');

  // What fails while its place is scrolled out of sight is told where one looks.
  await page.route('**/connect', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'retry-after': '30' },
      json: { success: false, code: 429, error: 'Too many calls.', reason: 'rate_limited' },
    }),
  );
  await page.setViewportSize({ width: viewport?.width ?? 1280, height: 420 });
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.keyboard.press('c');
  const missed = page.locator('[data-missed]');
  await expect(missed).toContainText('Wait 30 s.');
  await expect(missed).toContainText(/Wait [12]\d s\./);
  await missed.getByRole('link', { name: 'CS Malam' }).click();
  await expect(missed).toHaveCount(0);
  await expect(page.locator('[data-failure="connect"]')).toBeInViewport();
  await context.close();
});
