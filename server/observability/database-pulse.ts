/** Asks the database every moment whether it answers: for those who watch the gateway, and one line in the log. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Log } from './log.ts';

export interface DatabasePulse {
  /** Whether it did when it was asked last. */
  answers(): boolean;
  stop(): Promise<void>;
}

const everyMs = 2_000;
const everyWhileAwayMs = 500;

/** For a database that answers now. */
export function followDatabase({ db, log }: { db: Db; log: Log }): DatabasePulse {
  const stopping = new AbortController();
  const { signal } = stopping;
  let awaySince: number | null = null;

  async function ask(): Promise<void> {
    try {
      await sql`select 1`.execute(db);
      if (awaySince === null) return;
      log.info({ awayMs: Math.round(performance.now() - awaySince) }, 'the database answers again');
      awaySince = null;
    } catch (error) {
      if (awaySince !== null || signal.aborted) return;
      awaySince = performance.now();
      log.error({ err: error }, 'the database does not answer');
    }
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      await ask();
      const waitMs = awaySince === null ? everyMs : everyWhileAwayMs;
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  const following = follow();
  return {
    answers: () => awaySince === null,
    async stop() {
      stopping.abort();
      await following;
    },
  };
}
