/** At the start: a database that comes up beside the gateway, or is restarting, is waited for. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { isLostDatabase } from '../db/lost-database.ts';
import type { Log } from './observability/log.ts';

/** DATABASE_URL does not answer, or refuses; its password is not in the message. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

/** As long as a Postgres takes that makes its tables first. Whoever supervises us starts us again after that. */
const waitsMs = 20_000;
const asksEveryMs = 500;

/**
 * Resolves when the database answers.
 * @param sleep between two tries
 * @throws DatabaseUnreachable after some twenty seconds, or at once where waiting does not help (a wrong password)
 */
export async function awaitDatabase(
  db: Db,
  url: string,
  log: Log,
  {
    sleep = pause,
    now = () => performance.now(),
  }: { sleep?: (ms: number) => Promise<unknown>; now?: () => number } = {},
): Promise<void> {
  const where = url.replace(/^([a-z]+:\/\/[^:@/]*):[^@]*@/i, '$1:***@');
  const giveUpAt = now() + waitsMs;
  for (let tries = 1; ; tries++) {
    try {
      await sql`select 1`.execute(db);
      if (tries > 1) log.info('the database answers');
      return;
    } catch (error) {
      const why = (error as Error & { code?: string }).code ?? (error as Error).message;
      if (!isLostDatabase(error) || now() >= giveUpAt) {
        throw new DatabaseUnreachable(`The database at ${where} cannot be used: ${why}.`, { cause: error });
      }
      if (tries === 1) log.warn({ why }, `waiting for the database at ${where}`);
      await sleep(asksEveryMs);
    }
  }
}
