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
    await watchFrames(page);
    await countChanges(page);
    await page.goto('/sessions', { waitUntil: 'commit' });
    const usableMs = await whenUsable(page, sessions);
    const began = performance.now();
    await page.evaluate(readChanges);
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
    const changes = await page.evaluate(readChanges);
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

/** Counted in the page: told to another program, each of hundreds a second would cost the browser more than itself. */
const countChanges = (page: Page) =>
  page.addInitScript(() => {
    const counted = { changes: 0 };
    Object.assign(window, { counted });
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => {
          if (String(data).startsWith('42["session:state"')) counted.changes += 1;
        });
      }
    };
  });

/** Since they were read last. */
const readChanges = () => {
  const { counted } = window as unknown as { counted: { changes: number } };
  const { changes } = counted;
  counted.changes = 0;
  return changes;
};

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
