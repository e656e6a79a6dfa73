import { expect, test } from 'vitest';
import { backTo } from './back-to.ts';

test('one comes back to where one was, and never to another site', () => {
  expect(backTo({ from: '/sessions/a1?q=x' })).toBe('/sessions/a1?q=x');
  for (const state of [
    null,
    {},
    { from: 7 },
    { from: '//evil.example' },
    { from: 'https://evil.example' },
    { from: '/\\evil.example' },
  ]) {
    expect(backTo(state)).toBe('/sessions');
  }
});
