/** Somebody with a browser of their own. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { admin } from './product.ts';
import { followRequests, type RequestLog } from './request-log.ts';
import { followScreen, type Screen } from './screen.ts';

export interface Person {
  context: BrowserContext;
  page: Page;
  screen: Screen;
  requests: RequestLog;
}

/** Opens a browser context that is signed in, without going through the login page. */
export async function enter(
  browser: Browser,
  url: string,
  { email = admin.email, ...options }: BrowserContextOptions & { email?: string } = {},
): Promise<Person> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const data = { email, password: admin.password };
  const answer = await context.request.post('/api/auth/login', { data });
  if (!answer.ok()) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
  const requests = followRequests(context, url);
  const page = await context.newPage();
  return { context, page, requests, screen: await followScreen(page) };
}

/** Opens a browser context, and signs in as the first admin by the login page. */
export async function signIn(browser: Browser, url: string): Promise<Pick<Person, 'context' | 'page'>> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Email').fill(admin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return { context, page };
}
