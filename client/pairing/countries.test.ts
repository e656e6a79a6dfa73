import { expect, test } from 'vitest';
import { countries, countryOf, homeCountry, wholeNumber } from './countries.ts';

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
