/** API keys: `hgk_` and 32 random bytes, of which only a hash is stored, and how they begin. */
import { createHash, randomBytes } from 'node:crypto';
import { keyPrefix, type Scope } from '../../contract/keys.ts';
import { findKeys, insertKey, revokeKey, touchKey, type ApiKeyRow } from '../../db/api-keys.ts';
import type { Db } from '../../db/database.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { AuthError } from './auth-error.ts';
import { createMemory } from './memory.ts';

/** So much of a key is kept, that a person can tell it from others; what is left is no easier to guess. */
const hintLength = keyPrefix.length + 4;
/** `lastUsedAt` is written no more often. */
const touchEveryMs = 60_000;

export interface Keys {
  /** @throws AuthError for a key that nobody has, that was revoked or has ended */
  identify(key: string): Promise<ApiKeyRow>;
  /** The key is in the answer and nowhere else. */
  create(wanted: {
    userId: string;
    name: string;
    scopes: Scope[];
    expiresAt: number | null;
  }): Promise<ApiKeyRow & { key: string }>;
  /** Null when there is no such key. */
  revoke(id: string): Promise<{ name: string } | null>;
  /** Hears the id of each key that ended before its time. */
  onRevoked(listener: (keyId: string) => void): () => void;
  recheck(): Promise<void>;
}

/** A fast hash does for 256 random bits: there is nothing to guess. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

export function createKeys({ db, clock, log }: { db: Db; clock: Clock; log: Log }): Keys {
  const listeners = new Set<(keyId: string) => void>();
  const touched = new Map<string, number>();
  const tell = (id: string) => {
    touched.delete(id);
    for (const listener of listeners) listener(id);
  };
  /** By hash. A key never changes but by its end. */
  const memory = createMemory<ApiKeyRow>({
    clock,
    async read(hashes) {
      return new Map((await findKeys(db, hashes)).map((row) => [row.keyHash, row]));
    },
    lost: (_was, is) => is === null,
  });
  memory.onLost((_hash, was) => was && tell(was.id));

  function touch(id: string): void {
    const now = clock.now();
    if (now - (touched.get(id) ?? 0) < touchEveryMs) return;
    touched.set(id, now);
    touchKey(db, id, touchEveryMs).catch((error: unknown) =>
      log.warn({ err: error, keyId: id }, 'the use of an API key could not be noted'),
    );
  }

  return {
    async identify(key) {
      const row = await memory.current(hashOf(key));
      if (!row) throw new AuthError('unauthorized', 'There is no such API key.');
      if (row.expiresAt !== null && row.expiresAt <= clock.now()) {
        throw new AuthError('token_expired', 'The API key has ended.');
      }
      touch(row.id);
      return row;
    },
    async create(wanted) {
      const key = keyPrefix + randomBytes(32).toString('base64url');
      const id = randomBytes(16).toString('hex');
      const hint = key.slice(0, hintLength);
      return { ...(await insertKey(db, { ...wanted, id, keyHash: hashOf(key), hint })), key };
    },
    async revoke(id) {
      const revoked = await revokeKey(db, id);
      if (!revoked) return null;
      memory.forget(revoked.keyHash);
      tell(id);
      return { name: revoked.name };
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    recheck: memory.recheck,
  };
}
