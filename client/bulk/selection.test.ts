import { expect, test } from 'vitest';
import { reach, shownOnly, toggle } from './selection.ts';

test('a selection grows from the last row to this one, and loses what the list no longer shows', () => {
  const list = ['a', 'b', 'c', 'd'];
  const one = toggle(new Set(), 'b');
  expect([...reach(one, list, 'b', 'd')]).toEqual(['b', 'c', 'd']);
  expect([...reach(one, list, 'b', 'a')].sort()).toEqual(['a', 'b']);
  expect([...reach(one, list, 'gone', 'd')].sort()).toEqual(['b', 'd']);
  expect(toggle(one, 'b').size).toBe(0);
  expect(shownOnly(one, list)).toBe(one);
  expect(shownOnly(one, ['a']).size).toBe(0);
});
