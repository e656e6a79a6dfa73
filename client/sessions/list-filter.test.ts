import { expect, test } from 'vitest';
import { readFilter, writeFilter } from './list-filter.ts';

test('a filter goes into the address and comes back', () => {
  const filter = { phase: 'logged-out', owner: '', q: 'toko melati', sort: 'name' } as const;
  expect(readFilter(writeFilter(filter))).toEqual(filter);
});

test('what is as usual is not in the address, and what is no word is as usual', () => {
  const usual = { phase: null, owner: null, q: '', sort: 'needs' } as const;
  expect(writeFilter(usual).toString()).toBe('');
  expect(readFilter(new URLSearchParams('phase=nonsense&sort=toString'))).toEqual(usual);
  expect(readFilter(new URLSearchParams('phase=toString')).phase).toBeNull();
});
