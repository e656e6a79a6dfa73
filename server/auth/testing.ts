/** People on a database of their own, for tests: the gateway's clock can be moved, the database's own cannot. */
import { SignJWT } from 'jose';
import type pg from 'pg';
import { migrate, openDatabase, type Db } from '../../db/database.ts';
import { testDatabase } from '../../db/testing.ts';
import { insertUser, type UserRow } from '../../db/users.ts';
import { createClock, type Clock } from '../clock.ts';
import { createLog } from '../observability/log.ts';
import type { ForeignTokens } from './access-token.ts';
import { createAuth, type Auth } from './auth.ts';
import { hashPassword } from './passwords.ts';

export const jwtSecret = 'a secret for the tests of this folder';
export const password = 'right horse';
export const from = { ip: '127.0.0.1', userAgent: 'test' };

export interface Town {
  db: Db;
  pool: pg.Pool;
  clock: Clock;
  /** Moves the clock on. */
  later(ms: number): void;
  /** An auth of its own memory, as on another node. */
  auth(foreign?: ForeignTokens): Auth;
  /** An operator with `password`. */
  newcomer(): Promise<UserRow & { email: string }>;
  /** What another node does to end a person's access tokens. */
  bump(user: UserRow): Promise<unknown>;
  disable(id: string): Promise<unknown>;
  end(): Promise<void>;
}

export async function foundTown(): Promise<Town> {
  const home = await testDatabase();
  const { db, pool, close } = openDatabase(home.connectionString);
  await migrate(db);
  const passwordHash = await hashPassword(password);
  const log = createLog({ level: 'silent', format: 'json' });
  let shiftMs = 0;
  let count = 0;
  const clock = createClock(() => Date.now() + shiftMs);
  return {
    db,
    pool,
    clock,
    later: (ms) => void (shiftMs += ms),
    auth: (foreign = { issuer: null, audience: null }) =>
      createAuth({ db, clock, log, jwtSecret, accessTokenMs: 900_000, foreign }),
    async newcomer() {
      const email = `rani${++count}@example.com`;
      return { ...(await insertUser(db, { email, name: 'Rani', role: 'operator', passwordHash }))!, email };
    },
    bump: ({ id, gen }) =>
      db
        .updateTable('users')
        .set({ gen: gen + 1 })
        .where('id', '=', id)
        .execute(),
    disable: (id) => db.updateTable('users').set({ disabled: true }).where('id', '=', id).execute(),
    async end() {
      await close();
      await home.drop();
    },
  };
}

/** As another application makes it. */
export const foreignToken = (claims: Record<string, unknown>, secret = jwtSecret): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
