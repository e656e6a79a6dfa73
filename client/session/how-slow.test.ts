import { expect, test } from 'vitest';
import { howSlow } from './how-slow.ts';

test('a connect is slower than usual after 15 s, and may be cancelled after 40 s', () => {
  expect([0, 15_000, 15_001, 40_000, 40_001].map(howSlow)).toEqual([
    'usual',
    'usual',
    'slow',
    'slow',
    'too-slow',
  ]);
});
