import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { readPhoneNumber } from './phone-number.ts';

test.each([
  ['6281233784490', '6281233784490'],
  ['+62 812-3378-4490', '6281233784490'],
  ['61 412 345 678', '61412345678'],
  ['+1 202 555 0123', '12025550123'],
  ['6280000000101', '6280000000101'],
])('%s reads %s', (given, digits) => {
  expect(readPhoneNumber(given)).toBe(digits);
});

test.each([
  ['', 'missing'],
  ['081233784490', 'leading 0'],
  ['+0812', 'leading 0'],
  ['62812a', 'digits only'],
  ['٦٢٨١٢٣٣٧٨٤٤٩٠', 'digits only'],
  ['628123', 'too short'],
  ['6281233784490123', 'too long'],
  ['9991234567', 'country code'],
])('%j is refused: %s', (given, why) => {
  const act = () => readPhoneNumber(given);
  expect(act).toThrow(why);
  expect(act).toThrow(ApiError);
});
