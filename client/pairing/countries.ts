/** Countries by the names of the person's language, and numbers checked by their rules. */
import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/min';
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

/** The number as the service wants it, digits with the country's code; null while it is not whole. */
export function wholeNumber(typed: string, country: CountryCode): string | null {
  const number = parsePhoneNumberFromString(typed, country);
  return number?.isPossible() ? number.number.slice(1) : null;
}

/** No further digit can make it whole: too long, with letters, or of no country. Too short is not wrong yet. */
export function isWrong(typed: string, country: CountryCode): boolean {
  const fault = validatePhoneNumberLength(typed, country);
  if (fault === 'NOT_A_NUMBER') return /\p{L}/u.test(typed);
  return fault === 'TOO_LONG' || fault === 'INVALID_COUNTRY';
}

/** Which country a number that starts with + belongs to. */
export const countryOf = (typed: string): CountryCode | undefined =>
  // Some countries share a code; the one that it is known for comes first.
  typed.startsWith('+') ? parsePhoneNumberFromString(typed)?.getPossibleCountries()[0] : undefined;
