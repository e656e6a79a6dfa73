import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('lets one key wait for its own work only, and go on after a failure', async () => {
  const turns = createTurns();
  const order: string[] = [];
  let finish = () => {};
  const first = turns.take('a', async () => {
    order.push('a1 begins');
    await new Promise<void>((done) => (finish = done));
    order.push('a1 ends');
    throw new Error('a1 failed');
  });
  const second = turns.take('a', async () => order.push('a2'));
  await turns.take('b', async () => order.push('b'));
  finish();
  await expect(first).rejects.toThrow('a1 failed');
  await second;
  expect(order).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
});
