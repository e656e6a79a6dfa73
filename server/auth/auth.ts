/** Who calls, by whatever credential; and how people sign in and stay signed in. */
import { keyPrefix } from '../../contract/keys.ts';
import type { User } from '../../contract/rest.ts';
import type { Db } from '../../db/database.ts';
import { dropExpiredLogins, endLoginsOf, type From } from '../../db/logins.ts';
import {
  bumpGen,
  findUserForLogin,
  findUsers,
  setPasswordHash,
  touchUser,
  type UserRow,
} from '../../db/users.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';
import { createAccessTokens, type ForeignTokens } from './access-token.ts';
import { AuthError } from './auth-error.ts';
import type { Identity } from './identity.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLogins, type Logins } from './logins.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { createPeople } from './people.ts';

export interface Access {
  accessToken: string;
  /** ms, on the clock of all nodes. */
  expiresAt: number;
  user: User;
}

export interface SignedIn extends Access {
  refreshToken: string;
}

export interface Auth {
  /** @throws AuthError for whatever is no credential, or no longer one */
  verify(token: string): Promise<Identity>;
  /** Null for a wrong password and for an unknown account alike, after the same time. */
  login(email: string, password: string, from: From): Promise<SignedIn | null>;
  /** @throws AuthError */
  refresh(refreshToken: string, from: From): Promise<SignedIn>;
  /** Whose login it was; null when there was none to end. */
  logout(refreshToken: string): Promise<{ userId: string } | null>;
  /**
   * Changes a person's own password, ends all other logins and every access token; answers a new one for this
   * login. Null when `current` is wrong, or when there is no password here to change.
   */
  changePassword(who: Identity, current: string, next: string): Promise<Access | null>;
  /** Ends one of the person's logins and its access tokens; false when there is no such login. */
  endLogin: Logins['endOne'];
  keys: Pick<Keys, 'create' | 'revoke'>;
  /** The person as stored; null when gone. */
  userOf(userId: string): Promise<User | null>;
  /** To be called after whatever takes rights from a person (role, password, disabled, deleted). */
  revoke(userId: string): void;
  /** To be called after any other change of a person's row. */
  forget(userId: string): void;
  /** Hears who lost rights, here at once, by other nodes at `recheck`. Returns how to stop hearing. */
  onRevoked(listener: (userId: string) => void): () => void;
  /** The same for a single key or login: hears the `credentialId` of the identities that ended. */
  onCredentialRevoked(listener: (credentialId: string) => void): () => void;
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
  foreign: ForeignTokens;
  /** Hears of a login that ended because an old refresh token of it was used. */
  onTheft?: (theft: { userId: string; loginId: string; from: From }) => void;
}): Auth {
  const { db, log } = deps;
  const tokens = createAccessTokens({ ...deps, lifeMs: deps.accessTokenMs });
  const people = createPeople(deps);
  const keys = createKeys(deps);
  const logins = createLogins({
    ...deps,
    async onTheft(userId, loginId, from) {
      log.warn({ userId, loginId }, 'A refresh token was used a second time: its login is ended');
      await bumpGen(db, userId);
      people.revoke(userId);
      deps.onTheft?.({ userId, loginId, from });
    },
  });

  async function person(token: string): Promise<Identity> {
    const claims = await tokens.read(token);
    const own = claims.kind === 'own' ? claims : null;
    const row =
      claims.kind === 'own'
        ? await people.current(claims.userId, claims.gen)
        : await people.introduce(claims);
    if (!row || row.disabled) throw new AuthError('unauthorized', 'The account is gone or disabled.');
    if (own && own.gen !== row.gen) throw new AuthError('token_expired', 'The token was revoked.');
    const loginId = own?.loginId ?? null;
    if (loginId !== null && !(await logins.lives(loginId))) {
      throw new AuthError('token_expired', 'The login that the token came from has ended.');
    }
    return {
      kind: 'user',
      userId: row.id,
      name: row.name,
      role: claims.kind === 'own' ? row.role : claims.role,
      scopes: null,
      gen: row.gen,
      ...(loginId === null ? {} : { credentialId: loginId }),
      expiresAt: claims.expiresAt,
    };
  }

  async function program(token: string): Promise<Identity> {
    const key = await keys.identify(token);
    const row = await people.current(key.userId);
    if (!row || row.disabled) {
      throw new AuthError('unauthorized', 'The account that made the key is gone or disabled.');
    }
    return {
      kind: 'key',
      userId: row.id,
      name: key.name,
      role: row.role,
      scopes: new Set(key.scopes),
      gen: row.gen,
      credentialId: key.id,
      expiresAt: key.expiresAt,
    };
  }

  async function access(row: UserRow, loginId: string | null): Promise<Access> {
    await touchUser(db, row.id);
    return { ...(await tokens.issue({ ...row, loginId })), user: userOf(row) };
  }

  return {
    verify: (token) => (token.startsWith(keyPrefix) ? program(token) : person(token)),
    async login(email, password, from) {
      const row = await findUserForLogin(db, email.trim().toLowerCase());
      const right = await checkPassword(row?.passwordHash ?? null, password);
      if (!row || !right || row.disabled) return null;
      const { loginId, refreshToken } = await logins.begin(row.id, from);
      return { ...(await access(row, loginId)), refreshToken };
    },
    async refresh(refreshToken, from) {
      const renewed = await logins.renew(refreshToken, from);
      const [row] = await findUsers(db, [renewed.userId]);
      if (!row || row.disabled) {
        await endLoginsOf(db, renewed.userId);
        throw new AuthError('unauthorized', 'The account is gone or disabled.');
      }
      return { ...(await access(row, renewed.loginId)), refreshToken: renewed.refreshToken };
    },
    logout: logins.end,
    async changePassword(who, current, next) {
      const [row] = await findUsers(db, [who.userId]);
      const stored = row?.email ? await findUserForLogin(db, row.email) : null;
      const was = stored?.passwordHash ?? null;
      if (!(await checkPassword(was, current)) || was === null) return null;
      const changed = await setPasswordHash(db, who.userId, { was, is: await hashPassword(next) });
      if (!changed) return null;
      await endLoginsOf(db, who.userId, who.credentialId ?? null);
      people.revoke(who.userId);
      return access(changed, who.credentialId ?? null);
    },
    endLogin: logins.endOne,
    keys,
    async userOf(userId) {
      const row = await people.current(userId);
      return row && userOf(row);
    },
    revoke: people.revoke,
    forget: people.forget,
    onRevoked: people.onRevoked,
    onCredentialRevoked(listener) {
      const stops = [keys.onRevoked(listener), logins.onEnded(listener)];
      return () => stops.forEach((stop) => stop());
    },
    async recheck() {
      await Promise.all([people.recheck(), keys.recheck(), logins.recheck()]);
      await dropExpiredLogins(db);
    },
  };
}
