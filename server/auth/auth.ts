/** Who calls, by whatever credential; and how people sign in and stay signed in. */
import type { User } from '../../contract/rest.ts';
import type { Db } from '../../db/database.ts';
import { dropExpiredLogins, endLoginsOf, type From } from '../../db/logins.ts';
import { bumpGen, findUserForLogin, findUsers, touchUser, type UserRow } from '../../db/users.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { createAccessTokens } from './access-token.ts';
import { AuthError } from './auth-error.ts';
import type { Identity } from './identity.ts';
import { createLogins } from './logins.ts';
import { checkPassword } from './passwords.ts';
import { createPeople } from './people.ts';

export interface SignedIn {
  accessToken: string;
  /** ms, on the clock of all nodes. */
  expiresAt: number;
  user: User;
  refreshToken: string;
}

export interface Auth {
  /** @throws AuthError for whatever is no credential, or no longer one */
  verify(token: string): Promise<Identity>;
  /** Null for a wrong password and for an unknown account alike, after the same time. */
  login(email: string, password: string, from: From): Promise<SignedIn | null>;
  /** @throws AuthError */
  refresh(refreshToken: string, from: From): Promise<SignedIn>;
  logout(refreshToken: string): Promise<void>;
  /** The person as stored; null when gone. */
  userOf(userId: string): Promise<User | null>;
  /** To be called after whatever takes rights from a person (role, password, disabled, deleted). */
  revoke(userId: string): void;
  /** Hears who lost rights, here at once, by other nodes at `recheck`. Returns how to stop hearing. */
  onRevoked(listener: (userId: string) => void): () => void;
  /** Finds what other nodes changed, and drops logins that ended; to be called every 30 s. */
  recheck(): Promise<void>;
}

export const userOf = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
});

export function createAuth(deps: {
  db: Db;
  clock: Clock;
  log: Log;
  jwtSecret: string;
  accessTokenMs: number;
  foreign: { issuer: string | null; audience: string | null };
}): Auth {
  const { db, log } = deps;
  const tokens = createAccessTokens({ ...deps, lifeMs: deps.accessTokenMs });
  const people = createPeople(deps);
  const logins = createLogins({
    db,
    jwtSecret: deps.jwtSecret,
    async onTheft(userId, loginId) {
      log.warn({ userId, loginId }, 'A refresh token was used a second time: its login is ended');
      await bumpGen(db, userId);
      people.revoke(userId);
    },
  });

  async function person(token: string): Promise<Identity> {
    const claims = await tokens.read(token);
    const row =
      claims.kind === 'own'
        ? await people.current(claims.userId, claims.gen)
        : await people.introduce(claims);
    if (!row || row.disabled) throw new AuthError('unauthorized', 'The account is gone or disabled.');
    if (claims.kind === 'own' && claims.gen !== row.gen) {
      throw new AuthError('token_expired', 'The token was revoked.');
    }
    return {
      kind: 'user',
      userId: row.id,
      name: row.name,
      role: claims.kind === 'own' ? row.role : claims.role,
      scopes: null,
      gen: row.gen,
      expiresAt: claims.expiresAt,
    };
  }

  async function signedIn(row: UserRow, refreshToken: string): Promise<SignedIn> {
    await touchUser(db, row.id);
    return { ...(await tokens.issue(row)), user: userOf(row), refreshToken };
  }

  return {
    async verify(token) {
      if (token.startsWith('hgk_')) throw new AuthError('unauthorized', 'There is no such API key.');
      return person(token);
    },
    async login(email, password, from) {
      const row = await findUserForLogin(db, email.trim().toLowerCase());
      const right = await checkPassword(row?.passwordHash ?? null, password);
      if (!row || !right || row.disabled) return null;
      return signedIn(row, await logins.begin(row.id, from));
    },
    async refresh(refreshToken, from) {
      const renewed = await logins.renew(refreshToken, from);
      const [row] = await findUsers(db, [renewed.userId]);
      if (!row || row.disabled) {
        await endLoginsOf(db, renewed.userId);
        throw new AuthError('unauthorized', 'The account is gone or disabled.');
      }
      return signedIn(row, renewed.refreshToken);
    },
    logout: (refreshToken) => logins.end(refreshToken),
    async userOf(userId) {
      const row = await people.current(userId);
      return row && userOf(row);
    },
    revoke: people.revoke,
    onRevoked: people.onRevoked,
    async recheck() {
      await people.recheck();
      await dropExpiredLogins(db);
    },
  };
}
