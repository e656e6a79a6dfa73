/** A phone number out of a body. */
import { phoneNumber } from '../sessions/phone-number.ts';
import { ApiError } from './api-error.ts';

/** Digits, international. @throws ApiError invalid_phone in words an admin understands */
export function readPhoneNumber(given: string): string {
  const number = phoneNumber(given);
  if (!number.ok) throw new ApiError(400, 'invalid_phone', number.error);
  return number.digits;
}
