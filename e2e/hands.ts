/** Two hands on the keyboard: nothing here or in what uses it moves the focus but keys. */
import { expect, type Locator, type Page } from '@playwright/test';

/** More than any page has stops. */
const most = 120;

/** Tabs until that control has the focus; fails with the stops that were passed. */
export async function tabTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeAttached();
  const page = wanted.page();
  const passed: string[] = [];
  for (let tabs = 0; tabs <= most; tabs++) {
    const { there, at } = await wanted.evaluate((control) => {
      const now = document.activeElement;
      const name = now?.getAttribute('aria-label') ?? now?.textContent ?? '';
      return { there: control === now, at: `${now?.tagName.toLowerCase()} ${name.slice(0, 30)}` };
    });
    if (there) return;
    passed.push(at);
    await page.keyboard.press(key);
  }
  throw new Error(`${wanted.toString()} cannot be reached by ${key}. Passed: ${passed.join(' | ')}`);
}

/** Goes to that control by Tab, and presses the key there. */
export async function pressOn(wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(wanted);
  await wanted.page().keyboard.press(key);
}

/** Opens the menu of that button, and chooses from it with the arrows. */
export async function choose(opener: Locator, name: string): Promise<void> {
  const page = opener.page();
  await pressOn(opener);
  const menu = page.getByRole('menu');
  const item = menu.getByRole('menuitem', { name });
  await expect(item).toBeVisible();
  // It takes the focus a moment after it is there.
  await expect(menu.locator(':focus').or(menu.and(page.locator(':focus')))).toHaveCount(1);
  const count = await menu.locator('[role^="menuitem"]').count();
  for (let at = 0; at <= count; at++) {
    if (await item.evaluate((one) => one === document.activeElement)) return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${item.toString()} cannot be reached by the arrows.`);
}

/** Something on the page has the focus: whoever goes on by keyboard is not thrown back to its beginning. */
export async function expectHeld(page: Page): Promise<void> {
  const holder = () => page.evaluate(() => document.activeElement?.tagName ?? 'BODY');
  await expect.poll(holder, 'the focus is lost').not.toBe('BODY');
}

/** The focus goes round within the dialog, both ways. */
export async function expectTrapped(dialog: Locator): Promise<void> {
  const inside = () => dialog.evaluate((box) => box.contains(document.activeElement));
  await expect.poll(inside).toBe(true);
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let tabs = 0; tabs < 8; tabs++) {
      await dialog.page().keyboard.press(key);
      expect(await inside(), `${key} leaves the dialog`).toBe(true);
    }
  }
}

/** As many frames are enough for whatever takes the focus over; a busy machine draws them later, not more of them. */
const longLost = 20;

/** Watches every frame of the page from now on; the answer tells where the focus was before each time it was lost. */
export async function watchFocus(page: Page): Promise<() => Promise<string[]>> {
  const losses = await page.evaluateHandle((most) => {
    const found: string[] = [];
    let [frames, before] = [0, 'the beginning'];
    const look = () => {
      const at = document.activeElement;
      const lost = at === null || at === document.body;
      frames = lost ? frames + 1 : 0;
      if (frames === most) found.push(before);
      if (!lost) before = `${at.tagName.toLowerCase()} ${(at.textContent ?? '').slice(0, 30)}`;
      requestAnimationFrame(look);
    };
    look();
    return found;
  }, longLost);
  return () => losses.jsonValue();
}
