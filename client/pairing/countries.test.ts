import { expect, test } from 'vitest';
import { countries, countryOf, homeCountry, isWrong, wholeNumber } from './countries.ts';

test('a number is whole with and without its first 0, spaces and country code', () => {
  for (const typed of ['811 1234 5678', '0811-1234-5678', '+62 811 1234 5678']) {
    expect(wholeNumber(typed, 'ID')).toBe('6281112345678');
  }
});

test('half a number is none', () => {
  expect(wholeNumber('', 'ID')).toBeNull();
  expect(wholeNumber('811', 'ID')).toBeNull();
  expect(wholeNumber('not a number', 'ID')).toBeNull();
});

test('what is too long, has letters or has no country is wrong as it is typed; what is short is not', () => {
  const wrong = (...all: string[]) => all.map((typed) => isWrong(typed, 'ID'));
  expect(wrong('', '+', '+6', '+62', '0', '0812', '0812-3456 (7890)', '+62 812 3456 7890')).not.toContain(
    true,
  );
  expect(wrong('0812 3456 7890 1234 567', '+999', 'rani', '0812 3456 789o')).not.toContain(false);
  expect(isWrong('+1 202 555 0123 4', 'ID')).toBe(true);
});

test('a number that starts with + brings its country', () => {
  expect(countryOf('+44 7700 900118')).toBe('GB');
  expect(countryOf('0811 1234 5678')).toBeUndefined();
});

test('the home country is the browser’s', () => {
  expect(homeCountry(['en-GB', 'en'])).toBe('GB');
  expect(homeCountry(['id'])).toBe('ID');
  expect(homeCountry(['en'])).toBe('ID');
});

test('countries have names in the language, and their codes', () => {
  expect(countries('en').find(({ value }) => value === 'DE')?.label).toBe('Germany +49');
  expect(countries('id').find(({ value }) => value === 'DE')?.label).toBe('Jerman +49');
});
