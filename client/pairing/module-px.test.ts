import { expect, test } from 'vitest';
import { modulePx } from './module-px.ts';

test('modules are whole pixels of the screen', () => {
  expect(modulePx(49, 343, 414, 1)).toBe(7);
  expect(modulePx(61, 343, 414, 1)).toBe(6);
  expect(modulePx(61, 264, 346, 2) * 2).toBe(9);
  expect(Number.isInteger(modulePx(57, 264, 300, 3) * 3)).toBe(true);
});

test('a code and its quiet never outgrow their place', () => {
  for (const size of [45, 57, 61, 89]) {
    for (const room of [200, 288, 342, 414])
      expect((size + 8) * modulePx(size, 343, room, 2)).toBeLessThanOrEqual(room);
  }
});
