/** One visit to the list: how soon it is usable, and the longest frame while somebody types and scrolls. */
import type { Browser, Page } from '@playwright/test';

export interface ListRun {
  /** From the navigation until every session is there and the page has drawn. */
  usableMs: number;
  typingMs: number;
  scrollingMs: number;
  changesPerSecond: number;
}

const credentials = { email: 'admin@heliograph.local', password: 'bench-password' };
const frameMs = 1_000 / 60;

export async function measureList(browser: Browser, url: string, sessions: number): Promise<ListRun> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  try {
    await context.request.post('/api/auth/login', { data: credentials });
    const page = await context.newPage();
    let changes = 0;
    page.on('websocket', (socket) =>
      socket.on(
        'framereceived',
        ({ payload }) => (changes += String(payload).split('"version":').length - 1),
      ),
    );
    await watchFrames(page);
    await page.goto('/sessions', { waitUntil: 'commit' });
    const usableMs = await whenUsable(page, sessions);
    const began = performance.now();
    changes = 0;
    const typingMs = await longestFrame(page, async () => {
      await page.getByRole('textbox').first().pressSequentially('toko 12', { delay: 90 });
      for (let i = 0; i < 7; i++) await page.keyboard.press('Backspace', { delay: 60 });
    });
    const scrollingMs = await longestFrame(page, async () => {
      await page.mouse.move(700, 500);
      for (let i = 0; i < 40; i++) {
        await page.mouse.wheel(0, i < 25 ? 400 : -900);
        await page.waitForTimeout(40);
      }
    });
    const seconds = (performance.now() - began) / 1_000;
    return { usableMs, typingMs, scrollingMs, changesPerSecond: changes / seconds };
  } finally {
    await context.close();
  }
}

/** The browser tells of each frame that took over 50 ms, from the event that began it to its drawing. */
const watchFrames = (page: Page) =>
  page.addInitScript(() => {
    const frames: number[] = [];
    Object.assign(window, { longFrames: frames });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) frames.push(entry.duration);
    }).observe({ type: 'long-animation-frame', buffered: true });
  });

const readFrames = () => (window as unknown as { longFrames: number[] }).longFrames.splice(0);

/** 16.7 where none took over 50. */
async function longestFrame(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(readFrames);
  await work();
  await page.waitForTimeout(200);
  return Math.max(frameMs, ...(await page.evaluate(readFrames)));
}

/** When the grid has a row for each session and has been drawn, in ms since the navigation. */
async function whenUsable(page: Page, sessions: number): Promise<number> {
  await page.waitForFunction(
    (count) =>
      Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? 0) > count &&
      document.querySelectorAll('[role="row"][data-session]').length > 5,
    sessions,
    { polling: 'raf', timeout: 60_000 },
  );
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
