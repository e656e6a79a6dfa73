import { expect, test } from 'vitest';
import { createToldEntries } from './told-entries.ts';

test('an entry is told once, also when its id commits after a later one', () => {
  const told = createToldEntries();
  told.startFrom('10');
  expect(['9', '10', '12', '11', '12', '11'].map((id) => told.add(id))).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('what is read again shrinks with time, so that the floor follows', () => {
  let now = 0;
  const told = createToldEntries(() => now);
  told.startFrom('10');
  told.add('11');
  now = 59_000;
  told.add('12');
  expect(told.floor()).toBe('10');
  now = 61_000;
  expect(told.floor()).toBe('11');
  expect(told.add('11')).toBe(false);
});
