import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { enter, type Person } from './person.ts';
import { runProduct } from './running.ts';
import { codeOn, sessionPage, sessionRow } from './session-page.ts';

// One pairing from its first code to its end, as two admins see it. Its steps follow each other.
test.describe.configure({ mode: 'serial' });
const running = runProduct();
let rani: Person;
let sari: Person;
let id: string;

test.beforeAll(async ({ browser }) => {
  await running.admin.addUser('sari@heliograph.local', 'Sari', 'admin');
  await running.admin.addUser('vina@heliograph.local', 'Vina', 'viewer');
  await running.admin.make('/whatsapp/sessions', { name: 'Depot Baru' });
  id = await running.idOf('Apotek Kita');
  rani = await enter(browser, running.url);
  sari = await enter(browser, running.url, { email: 'sari@heliograph.local' });
});

test('one admin connects, and both see the code appear', async () => {
  await sari.page.goto('/sessions');
  await expect(sessionRow(sari.page, id)).toHaveAttribute('data-phase', 'offline');
  await rani.page.goto(`/sessions/${id}`);
  await expect(sessionPage(rani.page)).toHaveAttribute('data-connected', 'false');
  await rani.page.getByRole('button', { name: 'Show QR' }).click();

  await expect(codeOn(rani.page)).toHaveAttribute('data-qr', '1');
  await expect(sessionPage(rani.page)).toHaveAttribute('data-phase', 'pairing');
  await expect(sessionPage(rani.page)).toHaveAttribute('data-connected', 'true');
  await expect(sessionPage(rani.page)).toHaveAttribute('data-logged-in', 'false');
  await expect(sessionRow(sari.page, id)).toHaveAttribute('data-phase', 'pairing');
  await sessionRow(sari.page, id).getByRole('button', { name: 'Show QR' }).click();
  await expect(codeOn(sari.page)).toHaveAttribute('data-qr', /^\d$/);
  await expect(rani.page.getByText('Sari is also looking at this code')).toBeVisible();
});

test('a page that loads again in the middle shows the running code', async () => {
  await rani.page.reload();
  await expect(codeOn(rani.page)).toHaveAttribute('data-qr', /^\d$/);
});

test('a second tab of the same person shows it too, and counts as no other person', async () => {
  const tab = await sari.context.newPage();
  await tab.goto(`/sessions/${id}`);
  await expect(codeOn(tab)).toHaveAttribute('data-qr', /^\d$/);
  await expect(rani.page.locator('[data-presence]')).toHaveAttribute('data-presence', '1');
  await tab.close();
});

test('a viewer sees the phase, and no code', async ({ browser }) => {
  const { page, context } = await enter(browser, running.url, { email: 'vina@heliograph.local' });
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
  await page.goto(`/sessions/${id}`);
  await expect(sessionPage(page)).toHaveAttribute('data-phase', 'pairing');
  await expect(page.locator('[data-code]')).toHaveAttribute('data-code', 'forbidden');
  await expect(codeOn(page)).toHaveCount(0);
  expect(frames.join('')).toContain(id);
  expect(frames.join('')).not.toContain('data:image');
  await expectAccessible(page);
  await context.close();
});

test('the page of a pairing is accessible, light and dark', async () => {
  await expectAccessible(rani.page);
});

test('a code leaves both pages at its end, and the next one follows by itself', async () => {
  test.setTimeout(90_000);
  const { qr } = await running.admin.session(id);
  const { attempt, expiresAt } = { attempt: qr?.attempt ?? 0, expiresAt: Date.parse(qr?.expiresAt ?? '') };
  for (const { page, screen } of [rani, sari]) {
    await expect(codeOn(page)).toHaveAttribute('data-qr', String(attempt + 1), { timeout: 65_000 });
    expect(screen.codeGoneAt(attempt)).toBeGreaterThan(expiresAt - 250);
    expect(screen.codeGoneAt(attempt)).toBeLessThan(expiresAt + 500);
  }
});

test('a pairing code that is made elsewhere changes nothing under the camera, and is offered', async () => {
  const { page } = sari;
  await running.admin.rest.pairPhone(id, '+62 811 1234 5678');
  await expect(page.getByText('A pairing code for +62 811 1234 5678 is running.')).toBeVisible();
  for (const each of [rani, sari]) await expect(codeOn(each.page)).toHaveAttribute('data-qr', /^\d$/);
  await page.getByRole('button', { name: 'Show it' }).click();
  const code = page.locator('[data-pairing-code]');
  await expect(code).toBeVisible();
  const shown = await code.getAttribute('data-pairing-code');
  // Somebody else may be typing it: it is not replaced without a question.
  await page.getByRole('button', { name: 'New code' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a new code?' });
  await expect(dialog).toContainText(' may be typing the running one');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(code).toHaveAttribute('data-pairing-code', shown ?? '');
  await page.locator('label', { hasText: 'QR code' }).click();
  await expect(codeOn(page)).toHaveAttribute('data-qr', /^\d$/);
});

test('the phone scans, and both see it online, without a request for it', async () => {
  await rani.page.keyboard.press('p');
  await rani.page.getByRole('button', { name: 'Scan the code on screen' }).click();
  for (const { page, screen, requests } of [rani, sari]) {
    await expect(sessionPage(page)).toHaveAttribute('data-phase', 'online');
    await expect(sessionPage(page)).toHaveAttribute('data-logged-in', 'true');
    await expect(page.getByRole('heading', { name: /^Online as \+\d/ })).toBeVisible();
    await expect(codeOn(page)).toHaveCount(0);
    const versions = screen.shown.flatMap(({ version }) => version ?? []);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
    expect(requests.aboutStates()).toEqual([]);
    expect(requests.elsewhere()).toEqual([]);
  }
  const apartMs = Math.abs((rani.screen.phaseAt('online') ?? 0) - (sari.screen.phaseAt('online') ?? 0));
  expect(apartMs).toBeLessThan(1_000);
  await expectAccessible(sari.page);
});

test('by n from one that is online to the next that has no phone, whose code comes by itself', async () => {
  const { page } = sari;
  await expect(page.getByRole('heading', { name: /^Online as/ })).toHaveCount(0);
  await expect(page.getByText('Next to pair Depot Baru')).toBeVisible();
  await page.keyboard.press('n');
  await expect(sessionPage(page)).toHaveAttribute('data-session', await running.idOf('Depot Baru'));
  await expect(codeOn(page)).toHaveAttribute('data-qr', '1');
  await page.getByRole('button', { name: 'Stop pairing' }).first().click();
  await expect(codeOn(page)).toHaveCount(0);
  await page.goto(`/sessions/${id}`);
});

test('unlinked on the phone, both are told why and what to do', async () => {
  await rani.page.getByRole('button', { name: /^Unlink/ }).click();
  for (const { page } of [rani, sari]) {
    await expect(sessionPage(page)).toHaveAttribute('data-phase', 'logged-out', { timeout: 15_000 });
    await expect(page.getByRole('heading', { name: 'Unlinked on the phone' })).toBeVisible();
    await expect(page.getByText(/^It was online until \d\d:\d\d:\d\d\. Only a new pairing/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Pair again' }).first()).toBeVisible();
  }
  await expectAccessible(sari.page);
});

test("the demo's phone is accessible, light and dark", async () => {
  await expectAccessible(rani.page);
});

test('paired again with another number, it says so', async () => {
  const { page } = sari;
  await page.getByRole('button', { name: 'Pair again' }).first().click();
  await expect(codeOn(page)).toBeVisible({ timeout: 15_000 });
  await running.admin.demo('scan', { sessionId: id, phone: '6281111112222' });
  await expect(page.getByText(/^This is not the number from before \(\+62 /)).toBeVisible({
    timeout: 15_000,
  });
});
