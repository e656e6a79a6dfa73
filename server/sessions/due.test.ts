import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDue } from './due.ts';

test('whatever is set, taken and forgotten, it says what a plain table would', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const step = fc.oneof(
    fc.record({ set: id, at: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity)) }),
    fc.record({ take: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ forget: id }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const due = createDue();
      const table = new Map<string, number>();
      for (const each of steps) {
        if ('set' in each) {
          due.set(each.set, each.at);
          table.set(each.set, each.at);
        } else if ('take' in each) {
          const taken = due.take(each.take);
          const times = taken.map((one) => table.get(one) ?? NaN);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          const wanted = [...table].filter(([, at]) => at <= each.take).map(([one]) => one);
          expect([...taken].sort()).toEqual(wanted.sort());
          for (const one of wanted) table.set(one, Infinity);
        } else {
          due.keepOnly((one) => one !== each.forget);
          table.delete(each.forget);
        }
        expect(due.nextAt()).toBe(Math.min(Infinity, ...table.values()));
        expect(due.size()).toBe(table.size);
      }
    }),
    { numRuns: 500 },
  );
});
