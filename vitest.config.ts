import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Reading the same modules for each of 190 files took a third of the work; every test ends what it began.
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['{contract,db,server,sdk,client,simulator,scripts}/**/*.test.{ts,tsx}'],
          isolate: false,
        },
      },
      // Its programs run in the test's own process, and listen to its signals.
      { extends: true, test: { name: 'terminal', include: ['cli/**/*.test.ts'] } },
    ],
    globalSetup: ['scripts/vitest-setup.ts'],
    setupFiles: ['scripts/vitest-patience.ts', 'scripts/vitest-ends.ts'],
    pool: 'forks',
    // Half of them wait, for clocks and for a service that is slow on purpose.
    maxWorkers: 4,
    // A machine that others use too gets a second try, which the report names; a fault of ours fails both.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
});
