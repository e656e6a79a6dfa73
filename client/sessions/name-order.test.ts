import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionState } from '../testing/session.ts';
import { compareNames, createNameOrder, sortKey } from './name-order.ts';

const signs = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';
const plain = fc.string({ unit: fc.constantFrom(...`abzABZ0019 ${signs}`), maxLength: 8 });

test('keys of plain names compare as the names do by collation', () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      const [x, y] = [sortKey(a), sortKey(b)];
      if (x === null || y === null) throw new Error('a plain name without a key');
      expect(x < y ? -1 : Number(x > y)).toBe(compareNames(a, b));
    }),
    { numRuns: 5_000 },
  );
});

test.each(['Café', 'Toko Melati – Kasir', '東京', 'no 12345678901234567890123456789012'])(
  '%s is left to collation',
  (name) => {
    expect(sortKey(name)).toBeNull();
  },
);

test('names of all kinds stand as collation puts them, and equal ones by their ids', () => {
  const any = fc.array(
    fc.oneof(plain, fc.constantFrom('Café', 'cafe 2', 'Cafe 10', 'É', 'e', '東京', 'toko – 1')),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(any, (names) => {
      const sessions = names.map((name, at) => sessionState({ id: String(at), name }));
      const wanted = [...sessions].sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
      expect(createNameOrder()(sessions).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }),
  );
});
