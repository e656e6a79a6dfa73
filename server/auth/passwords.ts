/** Passwords: argon2id with the package's defaults (19 MiB, two passes, one lane), off the main thread. */
import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

export const hashPassword = (password: string): Promise<string> => hash(password);

let nobodysHash: Promise<string> | null = null;

/** With no hash it takes as long and says false: whether an account exists must not show in the time. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const nobodys = await (nobodysHash ??= hash(randomBytes(16)));
  const right = await verify(passwordHash ?? nobodys, password);
  return right && passwordHash !== null;
}

/** No letters that look alike: it is read off a terminal. 79 bits. */
export function generatePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
