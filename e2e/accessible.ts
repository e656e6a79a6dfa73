import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Of the rules below, those that depend on the scheme. */
const colours = ['color-contrast', 'link-in-text-block'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with what axe finds on the page as it is, light and dark. Of a dialog that keeps all else out of reach, that
 * alone is looked at: the page behind it is looked at where it is what one sees.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const violations = await axeOn(page, colorScheme === 'light' ? rules : colours);
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  // Without motion, as every page of these tests.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/** Reading axe costs a page more than its rules do: each page reads it once. */
async function axeOn(page: Page, runOnly: string[]): Promise<Violations> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    // The smallest question, for the sake of what it leaves in the page.
    await new AxeBuilder({ page }).setLegacyMode().withRules('html-has-lang').analyze();
  }
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: { run: (on: Element | Document, options: object) => Promise<{ violations: Violations }> };
    };
    const dialogs = document.querySelectorAll('[aria-modal="true"]');
    const { violations } = await axe.run(dialogs[dialogs.length - 1] ?? document, {
      runOnly,
      // Describing what passed takes half of its time.
      resultTypes: ['violations'],
    });
    return violations;
  }, runOnly);
}
