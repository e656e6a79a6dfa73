import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,db,server,sdk,cli,client,simulator,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['scripts/vitest-setup.ts'],
    setupFiles: ['scripts/vitest-patience.ts'],
    pool: 'forks',
    // Half of them wait, for clocks and for a service that is slow on purpose.
    maxWorkers: 3,
    // A machine that others use too gets a second try, which the report names; a fault of ours fails both.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
});
