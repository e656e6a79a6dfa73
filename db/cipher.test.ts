import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCipher } from './cipher.ts';

const cipher = createCipher(randomBytes(32));

test('what is sealed opens again, differs each time and does not show what it hides', () => {
  const [one, two] = [cipher.seal('a session’s token'), cipher.seal('a session’s token')];
  expect(cipher.open(one)).toBe('a session’s token');
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split('.')[1]!, 'base64').toString('utf8')).not.toContain('token');
});

test('what was changed, or sealed with another key, is refused without its text in the error', () => {
  const sealed = cipher.seal('secret');
  const [id, body] = sealed.split('.');
  const bytes = Buffer.from(body!, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  expect(() => cipher.open(`${id}.${bytes.toString('base64')}`)).toThrow();
  expect(() => createCipher(randomBytes(32)).open(sealed)).toThrow('another ENCRYPTION_KEY');
  expect(() => cipher.open('secret')).toThrow(/^A stored secret was sealed with another ENCRYPTION_KEY.$/);
});

test('a hash finds the same text with the same key only', () => {
  expect(cipher.hash('token')).toBe(cipher.hash('token'));
  expect(cipher.hash('token')).not.toBe(cipher.hash('Token'));
  expect(createCipher(randomBytes(32)).hash('token')).not.toBe(cipher.hash('token'));
});

test('a key of another length is refused', () => {
  expect(() => createCipher(randomBytes(16))).toThrow('32 bytes');
});
