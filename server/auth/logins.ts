/**
 * Browsers that stay signed in, by a refresh token that rotates with each use.
 *
 * The next token is derived from the one before (HMAC), so that two tabs which refresh at once, or one whose
 * answer got lost, receive the same successor for some seconds without any token being stored in clear. A token
 * that is older than that was copied: its login ends for the thief and the owner alike.
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import {
  endLogin,
  endLoginOf,
  findLogin,
  insertLogin,
  livingLogins,
  rotateLogin,
  type From,
} from '../../db/logins.ts';
import type { Clock } from '../clock.ts';
import { AuthError } from './auth-error.ts';
import { createMemory } from './memory.ts';

/** A login that is not used for so long ends. */
export const loginLifeMs = 30 * 24 * 3_600_000;
/** How long the token before the current one still gets the current one. */
const graceMs = 10_000;

export interface Renewed {
  userId: string;
  loginId: string;
  refreshToken: string;
}

export interface Logins {
  /** A new login and its first refresh token. */
  begin(userId: string, from: From): Promise<Renewed>;
  /**
   * The next refresh token for this one.
   * @throws AuthError when it is unknown, expired or was used before
   */
  renew(refreshToken: string, from: From): Promise<Renewed>;
  /** Whose login it was; null when there was none to end. */
  end(refreshToken: string): Promise<{ userId: string } | null>;
  /** False when that person has no such login. */
  endOne(userId: string, loginId: string): Promise<boolean>;
  /** Whether access tokens of this login still count; an end on another node is seen within 5 s. */
  lives(loginId: string): Promise<boolean>;
  /** Hears the id of each login that ended before its time. */
  onEnded(listener: (loginId: string) => void): () => void;
  recheck(): Promise<void>;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const loginIdOf = (token: string) => /^([0-9a-f]{32})\.[\w-]{43}$/.exec(token)?.[1] ?? null;

/** @param deps.onTheft hears of a login that ended because an old token of it was used */
export function createLogins(deps: {
  db: Db;
  clock: Clock;
  jwtSecret: string;
  onTheft: (userId: string, loginId: string, from: From) => Promise<void>;
}): Logins {
  const { db } = deps;
  const key = Buffer.from(hkdfSync('sha256', deps.jwtSecret, '', 'heliograph refresh', 32));
  const successor = (loginId: string, token: string) =>
    `${loginId}.${createHmac('sha256', key).update(token).digest('base64url')}`;
  const living = createMemory<true>({
    clock: deps.clock,
    read: async (ids) => new Map((await livingLogins(db, ids)).map((id) => [id, true])),
    lost: (_was, is) => is === null,
    // Access tokens are renewed more often than that.
    keepMs: 48 * 3_600_000,
  });

  return {
    async begin(userId, from) {
      const loginId = randomBytes(16).toString('hex');
      const refreshToken = `${loginId}.${randomBytes(32).toString('base64url')}`;
      const tokenHash = hashOf(refreshToken);
      await insertLogin(db, { id: loginId, userId, tokenHash, lifeMs: loginLifeMs, ...from });
      return { userId, loginId, refreshToken };
    },
    async renew(refreshToken, from) {
      const id = loginIdOf(refreshToken);
      if (!id) throw new AuthError('unauthorized', 'Not a refresh token.');
      const next = successor(id, refreshToken);
      const tokenHash = hashOf(refreshToken);
      const rotation = { tokenHash, nextHash: hashOf(next), lifeMs: loginLifeMs, ...from };
      const rotated = await rotateLogin(db, id, rotation);
      if (rotated) return { userId: rotated.userId, loginId: id, refreshToken: next };

      const login = await findLogin(db, id);
      if (!login || login.expired) throw new AuthError('unauthorized', 'The login has ended.');
      const inGrace = login.rotatedMsAgo !== null && login.rotatedMsAgo <= graceMs;
      if (login.previousHash === tokenHash && inGrace) {
        return { userId: login.userId, loginId: id, refreshToken: next };
      }
      await endLogin(db, id);
      living.revoke(id);
      await deps.onTheft(login.userId, id, from);
      throw new AuthError('unauthorized', 'The refresh token was used before: its login has ended.');
    },
    async end(refreshToken) {
      const id = loginIdOf(refreshToken);
      const ended = id && (await endLogin(db, id, hashOf(refreshToken)));
      if (!id || !ended) return null;
      living.revoke(id);
      return ended;
    },
    async endOne(userId, loginId) {
      const ended = await endLoginOf(db, userId, loginId);
      if (ended) living.revoke(loginId);
      return ended;
    },
    lives: async (loginId) => (await living.current(loginId)) === true,
    onEnded: (listener) => living.onLost((loginId) => listener(loginId)),
    recheck: living.recheck,
  };
}
