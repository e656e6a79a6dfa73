import { expect, test } from 'vitest';
import { alongWith } from './list-order.ts';

test('a session that the list had not has its place at the end of it', () => {
  expect(alongWith('new', ['a', 'b'])).toEqual(['a', 'b', 'new']);
});

test('one that it had keeps its place, and without a list there is none', () => {
  const ids = ['a', 'b'];
  expect(alongWith('b', ids)).toBe(ids);
  expect(alongWith('b', null)).toBeNull();
  expect(alongWith('b', [])).toBeNull();
});
