import { expect, test } from 'vitest';
import { digitsOf, readableNumber } from './number.ts';

test('a JID reads as a number with its country code apart', () => {
  expect(readableNumber('6280000000142:12@s.whatsapp.net')).toBe('+62 800 0000 0142');
  expect(readableNumber('447700900118@s.whatsapp.net')).toBe('+44 770 0900 118');
  expect(readableNumber('12025550123:1@s.whatsapp.net')).toBe('+1 202 555 0123');
  expect(readableNumber('6731234567@s.whatsapp.net')).toBe('+673 123 4567');
});

test('what is no number is shown as it is', () => {
  expect(readableNumber('someone@lid')).toBe('someone@lid');
  expect(digitsOf('someone@lid')).toBe('');
});
