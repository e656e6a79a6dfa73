/** Secrets at rest: AES-256-GCM, the key's id in front, and a keyed hash for look-ups. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface Cipher {
  seal(clear: string): string;
  /** Throws when the text was sealed with another key or was changed. */
  open(sealed: string): string;
  /** The same for the same clear text and key; useless without the key. */
  hash(clear: string): string;
}

/** @param key 32 bytes (ENCRYPTION_KEY). */
export function createCipher(key: Buffer): Cipher {
  if (key.length !== 32) throw new Error('The encryption key must have 32 bytes.');
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `heliograph ${use}`, 32));
  const sealing = derive('seal');
  const hashing = derive('hash');
  const keyId = createHmac('sha256', hashing).update('key id').digest('hex').slice(0, 8);
  return {
    seal(clear) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv);
      cipher.setAAD(Buffer.from(keyId));
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
    },
    open(sealed) {
      const [id, text] = sealed.split('.');
      if (id !== keyId || text === undefined) {
        throw new Error('A stored secret was sealed with another ENCRYPTION_KEY.');
      }
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(keyId));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    hash: (clear) => createHmac('sha256', hashing).update(clear).digest('hex'),
  };
}
