import { defineConfig } from '@playwright/test';

const chromium = process.env['HELIOGRAPH_CHROMIUM'] ?? process.env['CHROMIUM_PATH'];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/playwright',
  globalSetup: './e2e/one-postgres.ts',
  // Half of a spec is waiting for the schedule of codes: three share two cores well.
  workers: 3,
  // A machine that others use too gets a second try, which the report names; a fault of ours fails both.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  globalTimeout: 12 * 60_000,
  reporter: [['line'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    // Drawn without a graphics card, the ring of a code alone takes half a core.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    // Recording every moment takes a core of its own: only what failed is recorded, when it is tried again.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      // Nothing but our own pages goes over the network; root cannot use the sandbox.
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        '--disable-gpu',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // Only what says that it is for a phone runs twice: the way of a change does not depend on the screen.
    { name: 'phone', grep: /@phone/, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
});
