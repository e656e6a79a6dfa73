import { expect, test } from '@playwright/test';
import { descendants, stillRunning } from './process-tree.ts';
import { startProduct, type Starter } from './product.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

let dataDir: string;
test.beforeAll(async () => {
  dataDir = await makeTempFolder();
});
test.afterAll(() => removeFolder(dataDir));

for (const by of ['node', 'npm'] satisfies Starter[]) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} to ${by} ends everything in order within 10 s`, async () => {
      const product = await startProduct({ dataDir, by });
      const family = descendants(product.pid);
      expect(family.map(({ name }) => name)).toContain('postgres');
      const began = Date.now();
      process.kill(product.pid, signal);
      expect(await product.ended).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_000);
      expect(stillRunning(family)).toEqual([]);
    });
  }
}

test('Ctrl-C, which a terminal sends to npm and node alike, ends everything in order', async () => {
  const product = await startProduct({ dataDir, by: 'npm' });
  const family = descendants(product.pid);
  process.kill(-product.pid, 'SIGINT');
  expect(await product.ended).toBe(0);
  expect(stillRunning(family)).toEqual([]);
});
