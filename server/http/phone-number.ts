/** A phone number as the service wants it: E.164 without the plus, 7 to 15 digits, any country. */
import { parsePhoneNumberWithError, ParseError } from 'libphonenumber-js';
import { ApiError } from './api-error.ts';

const refuse = (error: string) => new ApiError(400, 'invalid_phone', error);

/** Spaces, dashes and a leading + are taken off. @throws ApiError invalid_phone in words an admin understands */
export function readPhoneNumber(given: string): string {
  const digits = given.replace(/[\s-]/g, '').replace(/^\+/, '');
  if (digits === '') throw refuse('A phone number is missing.');
  if (!/^\d+$/.test(digits))
    throw refuse('A phone number has digits only, and perhaps spaces, dashes and a leading +.');
  if (digits.startsWith('0')) {
    throw refuse('Write the number with its country code and without the leading 0, like 6281233784490.');
  }
  if (digits.length < 7)
    throw refuse('The phone number is too short: it has 7 to 15 digits with its country code.');
  if (digits.length > 15)
    throw refuse('The phone number is too long: it has 7 to 15 digits with its country code.');
  try {
    parsePhoneNumberWithError(`+${digits}`);
  } catch (error) {
    // What else a country's numbering plan says is left to WhatsApp: plans change.
    if (error instanceof ParseError && error.message === 'INVALID_COUNTRY') {
      throw refuse('The phone number begins with no country code. Begin with one, like 62, 61 or 1.');
    }
    if (!(error instanceof ParseError)) throw error;
  }
  return digits;
}
