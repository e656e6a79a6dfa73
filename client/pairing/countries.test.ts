import { expect, test } from 'vitest';
import { countries, countryOf, fleetCountry, homeCountry, wholeNumber, wrongNumber } from './countries.ts';

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

test('what can still become a number is not wrong while it is typed', () => {
  const digits = '81234567890';
  for (let end = 0; end <= digits.length; end++) expect(wrongNumber(digits.slice(0, end), 'ID')).toBe(false);
  for (const typed of ['+', '+9', '+62', '0', '(0811) 12-34.56'])
    expect(wrongNumber(typed, 'ID')).toBe(false);
});

test('a number that is too long, has letters or belongs to no country is wrong at once', () => {
  for (const [typed, country] of [
    ['8123456789012345', 'ID'],
    ['8123456789012', 'ID'],
    ['77009001189', 'GB'],
    ['0811 abc', 'ID'],
    ['+999', 'ID'],
  ] as const) {
    expect(wrongNumber(typed, country), typed).toBe(true);
    expect(wholeNumber(typed, country), typed).toBeNull();
  }
});

test('a number that stands in no list yet, but is as long as one, is not refused', () => {
  expect(wholeNumber('7700 900118', 'GB')).toBe('447700900118');
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

test('where most numbers are of one country, that is where the next one is likely from', () => {
  const [bandung, jakarta, london] = ['6281112345678:3@s.whatsapp.net', '6281112345679', '447700900118'];
  expect(fleetCountry([london!, bandung!, jakarta!])).toBe('ID');
  expect(fleetCountry([london!])).toBe('GB');
  expect(fleetCountry([])).toBeUndefined();
  expect(fleetCountry(['no number'])).toBeUndefined();
});

test('countries have names in the language, and their codes', () => {
  expect(countries('en').find(({ value }) => value === 'DE')?.label).toBe('Germany +49');
  expect(countries('id').find(({ value }) => value === 'DE')?.label).toBe('Jerman +49');
});
