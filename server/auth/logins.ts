/**
 * Browsers that stay signed in, by a refresh token that rotates with each use.
 *
 * The next token is derived from the one before (HMAC), so that two tabs which refresh at once, or one whose
 * answer got lost, receive the same successor for some seconds without any token being stored in clear. A token
 * that is older than that was copied: its login ends for the thief and the owner alike.
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import { endLogin, findLogin, insertLogin, rotateLogin, type From } from '../../db/logins.ts';
import { AuthError } from './auth-error.ts';

/** A login that is not used for so long ends. */
export const loginLifeMs = 30 * 24 * 3_600_000;
/** How long the token before the current one still gets the current one. */
const graceMs = 10_000;

export interface Logins {
  /** The first refresh token of a new login. */
  begin(userId: string, from: From): Promise<string>;
  /**
   * The next refresh token for this one.
   * @throws AuthError when it is unknown, expired or was used before
   */
  renew(refreshToken: string, from: From): Promise<{ userId: string; refreshToken: string }>;
  end(refreshToken: string): Promise<void>;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const loginIdOf = (token: string) => /^([0-9a-f]{32})\.[\w-]{43}$/.exec(token)?.[1] ?? null;

/** @param deps.onTheft hears of a login that ended because an old token of it was used */
export function createLogins(deps: {
  db: Db;
  jwtSecret: string;
  onTheft: (userId: string, loginId: string) => Promise<void>;
}): Logins {
  const { db } = deps;
  const key = Buffer.from(hkdfSync('sha256', deps.jwtSecret, '', 'heliograph refresh', 32));
  const successor = (loginId: string, token: string) =>
    `${loginId}.${createHmac('sha256', key).update(token).digest('base64url')}`;

  return {
    async begin(userId, from) {
      const id = randomBytes(16).toString('hex');
      const token = `${id}.${randomBytes(32).toString('base64url')}`;
      await insertLogin(db, { id, userId, tokenHash: hashOf(token), lifeMs: loginLifeMs, ...from });
      return token;
    },
    async renew(refreshToken, from) {
      const id = loginIdOf(refreshToken);
      if (!id) throw new AuthError('unauthorized', 'Not a refresh token.');
      const next = successor(id, refreshToken);
      const tokenHash = hashOf(refreshToken);
      const rotation = { tokenHash, nextHash: hashOf(next), lifeMs: loginLifeMs, ...from };
      const rotated = await rotateLogin(db, id, rotation);
      if (rotated) return { userId: rotated.userId, refreshToken: next };

      const login = await findLogin(db, id);
      if (!login || login.expired) throw new AuthError('unauthorized', 'The login has ended.');
      const inGrace = login.rotatedMsAgo !== null && login.rotatedMsAgo <= graceMs;
      if (login.previousHash === tokenHash && inGrace) return { userId: login.userId, refreshToken: next };
      await endLogin(db, id);
      await deps.onTheft(login.userId, id);
      throw new AuthError('unauthorized', 'The refresh token was used before: its login has ended.');
    },
    async end(refreshToken) {
      const id = loginIdOf(refreshToken);
      if (id) await endLogin(db, id, hashOf(refreshToken));
    },
  };
}
