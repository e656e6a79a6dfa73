import { expect, test } from 'vitest';
import { together } from './together.ts';

test('a new phase and its first code, which come in one moment, are both told', async () => {
  const told: string[] = [];
  const say = together((words) => told.push(words));
  say('New code, 1 of 6, 60 seconds');
  say('Apotek Kita: Waiting for scan');
  await Promise.resolve();
  say('Code expired');
  await Promise.resolve();
  say('Everything here was read anew.');
  say('Code expired');
  await Promise.resolve();
  expect(told).toEqual([
    'New code, 1 of 6, 60 seconds. Apotek Kita: Waiting for scan',
    'Code expired',
    'Everything here was read anew. Code expired',
  ]);
});
