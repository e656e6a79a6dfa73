import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,db,server,sdk,cli,client,simulator,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['scripts/vitest-setup.ts'],
    pool: 'forks',
    // Half of them wait, for clocks and for a service that is slow on purpose.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
