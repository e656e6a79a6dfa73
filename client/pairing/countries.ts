/** Countries by the names of the person's language, and numbers checked by their rules. */
import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/min';
import { digitsOf } from '../phase/number.ts';
import type { Language } from '../words/copy.ts';

export type { CountryCode };

export interface Country {
  value: CountryCode;
  /** "Indonesia +62". */
  label: string;
}

export function countries(language: Language): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return getCountries()
    .map((value) => ({ value, label: `${names.of(value) ?? value} +${getCountryCallingCode(value)}` }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** The browser's own country, where it says one; Indonesia where its language does. */
export function homeCountry(tags: readonly string[] = navigator.languages): CountryCode {
  const known = new Set<string>(getCountries());
  for (const tag of tags) {
    const { region, language } = new Intl.Locale(tag);
    if (region && known.has(region)) return region as CountryCode;
    if (language === 'id') return 'ID';
  }
  return 'ID';
}

/** Enough to know where a fleet is; to read all of ten thousand would be felt. */
const mostRead = 100;

/** Where most of these JIDs or numbers are from. */
export function fleetCountry(jids: Iterable<string>): CountryCode | undefined {
  const counts = new Map<CountryCode, number>();
  let read = 0;
  for (const jid of jids) {
    if (read++ === mostRead) break;
    const country = countryOf(`+${digitsOf(jid)}`);
    if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** As many digits as a number has anywhere, with its country's code. */
const mostDigits = 15;

/** Whether no further digit makes a number of it: what is only too short is not wrong yet. */
export function wrongNumber(typed: string, country: CountryCode): boolean {
  if (/\p{L}/u.test(typed)) return true;
  const digits = typed.replace(/\D/g, '');
  const length = validatePhoneNumberLength(typed, country);
  if (length === 'INVALID_COUNTRY') {
    return !getCountries().some((each) => {
      const code = getCountryCallingCode(each);
      return code.startsWith(digits) || digits.startsWith(code);
    });
  }
  const number = parsePhoneNumberFromString(typed, country);
  if (length === 'TOO_LONG' || (number && number.number.length > mostDigits + 1)) return true;
  if (length !== undefined || !number || number.isValid()) return false;
  // Some countries admit almost any length: it is too long where the country's numbers begin with a whole one.
  const { countryCallingCode, nationalNumber } = number;
  return [...nationalNumber].some((_, end) =>
    parsePhoneNumberFromString(`+${countryCallingCode}${nationalNumber.slice(0, end)}`)?.isValid(),
  );
}

/** The number as the service wants it, digits with the country's code; null while it is not whole. */
export function wholeNumber(typed: string, country: CountryCode): string | null {
  const number = parsePhoneNumberFromString(typed, country);
  return number?.isPossible() && !wrongNumber(typed, country) ? number.number.slice(1) : null;
}

/** Which country a number that starts with + belongs to. */
export const countryOf = (typed: string): CountryCode | undefined =>
  // Some countries share a code; the one that it is known for comes first.
  typed.startsWith('+') ? parsePhoneNumberFromString(typed)?.getPossibleCountries()[0] : undefined;
