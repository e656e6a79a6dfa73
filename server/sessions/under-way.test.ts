import { expect, test } from 'vitest';
import { createUnderWay } from './under-way.ts';

test('what was begun is waited for, well or badly as it ends', async () => {
  const underWay = createUnderWay();
  const ended: string[] = [];
  let end = () => {};
  const good = new Promise<void>((done) => (end = done)).then(() => ended.push('good'));
  const bad = Promise.reject(new Error('no')).catch((error: unknown) => {
    ended.push('bad');
    throw error;
  });
  underWay.add(good);
  underWay.add(bad);
  const all = underWay.ended(5_000).then(() => ended.push('all'));
  end();
  await all;
  expect(ended.sort()).toEqual(['all', 'bad', 'good']);
});

test('what never ends is not waited for without end', async () => {
  const underWay = createUnderWay();
  underWay.add(new Promise(() => {}));
  await underWay.ended(20);
});

test('where nothing was begun nothing is waited for', async () => {
  const began = performance.now();
  await createUnderWay().ended(5_000);
  expect(performance.now() - began).toBeLessThan(4_500);
});
