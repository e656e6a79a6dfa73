/** A phone number as the service wants it: E.164 without the plus, 7 to 15 digits, any country. */
import { parsePhoneNumberWithError, ParseError } from 'libphonenumber-js';

type PhoneNumber = { ok: true; digits: string } | { ok: false; error: string };

const refuse = (error: string): PhoneNumber => ({ ok: false, error });

/** Spaces, dashes and a leading + are taken off; what is wrong is said in words an admin understands. */
export function phoneNumber(given: string): PhoneNumber {
  const digits = given.replace(/[\s-]/g, '').replace(/^\+/, '');
  if (digits === '') return refuse('A phone number is missing.');
  if (!/^\d+$/.test(digits))
    return refuse('A phone number has digits only, and perhaps spaces, dashes and a leading +.');
  if (digits.startsWith('0')) {
    return refuse('Write the number with its country code and without the leading 0, like 6281233784490.');
  }
  if (digits.length < 7)
    return refuse('The phone number is too short: it has 7 to 15 digits with its country code.');
  if (digits.length > 15)
    return refuse('The phone number is too long: it has 7 to 15 digits with its country code.');
  try {
    parsePhoneNumberWithError(`+${digits}`);
  } catch (error) {
    // What else a country's numbering plan says is left to WhatsApp: plans change.
    if (error instanceof ParseError && error.message === 'INVALID_COUNTRY') {
      return refuse('The phone number begins with no country code. Begin with one, like 62, 61 or 1.');
    }
    if (!(error instanceof ParseError)) throw error;
  }
  return { ok: true, digits };
}
