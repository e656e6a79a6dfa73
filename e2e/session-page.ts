import type { Page } from '@playwright/test';

/** The page of one session, by the attributes of the contract. */
export const sessionPage = (page: Page) => page.locator('article[data-session]');
export const sessionRow = (page: Page, id: string) => page.locator(`[role="row"][data-session="${id}"]`);
export const codeOn = (page: Page) => page.locator('[data-qr]');
