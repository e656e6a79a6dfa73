import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements, members } from './json-spans.ts';

const whole = (walk: Generator<unknown, number>) => {
  for (;;) {
    const { done, value } = walk.next();
    if (done) return value;
  }
};

describe('json spans', () => {
  it('cut an array into exactly the elements that JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1), (values, indent) => {
        const bytes = Buffer.from(JSON.stringify(values, null, indent));
        const found = [...elements(bytes, 0)].map(({ start, end }) =>
          JSON.parse(bytes.toString('utf8', start, end)),
        );
        expect(JSON.stringify(found)).toBe(JSON.stringify(values));
        expect(whole(elements(bytes, 0))).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });

  it('find every key of an object, and nothing of what is nested in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const bytes = Buffer.from(` ${JSON.stringify(value, null, 1)}`);
        expect([...members(bytes)].map(({ key }) => key)).toEqual(Object.keys(JSON.parse(bytes.toString())));
      }),
      { numRuns: 300 },
    );
  });

  it('fail on a text that is cut off anywhere, instead of finding less', () => {
    const bytes = Buffer.from('[{"a":"x\\"]"},[1,2.5e3,null],"}\\\\",true]');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => whole(elements(bytes.subarray(0, length), 0))).toThrow(SyntaxError);
    }
    expect(whole(elements(bytes, 0))).toBe(bytes.length);
  });
});
