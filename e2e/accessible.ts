import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Of the rules below, those that depend on the scheme. */
const colours = ['color-contrast', 'link-in-text-block'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with what axe finds on the page as it is, light and dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const violations = colorScheme === 'light' ? await axeOn(page) : await axeAgain(page);
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

/** Without frames of other sites there is no need of axe's slow way; describing what passed takes half of its time. */
async function axeOn(page: Page): Promise<Violations> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(rules);
  return (await axe.analyze()).violations;
}

/** The axe that the page has from before, since only colours can differ in the dark. */
function axeAgain(page: Page): Promise<Violations> {
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: { run: (on: Document, options: object) => Promise<{ violations: Violations }> };
    };
    return (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  }, colours);
}
