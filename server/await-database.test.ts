import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { testDatabase, type TestDatabase } from '../db/testing.ts';
import { lineTo } from '../db/testing-line.ts';
import { awaitDatabase, DatabaseUnreachable } from './await-database.ts';
import { createLog } from './observability/log.ts';

let home: TestDatabase;
beforeAll(async () => void (home = await testDatabase()));
afterAll(() => home.drop());

/** A database at the end of a line that is cut, and a clock that only the sleeps between two tries move. */
async function before(change: (url: URL) => void = () => undefined) {
  const line = await lineTo(home.connectionString);
  const url = new URL(line.connectionString);
  change(url);
  const { db, close } = openDatabase(url.href);
  onTestFinished(close);
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (text) => lines.push(text) });
  let now = 0;
  let tries = 0;
  const wait = (onSleep: (tries: number) => void = () => undefined) =>
    awaitDatabase(db, url.href, log, {
      now: () => now,
      async sleep(ms) {
        now += ms;
        onSleep(++tries);
        await pause(0);
      },
    });
  return { line, wait, tries: () => tries, said: () => lines.join('\n') };
}

test('a database that comes up a moment later is waited for, and it is said once', async () => {
  const { line, wait, said } = await before();
  line.cut();
  await wait((tries) => tries === 3 && line.mend());
  expect(said().match(/waiting for the database/g)).toHaveLength(1);
  expect(said()).toContain('the database answers');
});

test('one that stays away is named without its password after twenty seconds of tries', async () => {
  const { line, wait, tries } = await before((url) => (url.password = 'hunter2'));
  line.cut();
  const error = await wait().catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(DatabaseUnreachable);
  expect(String(error)).toMatch(
    /The database at postgres:\/\/\w+:\*\*\*@127\.0\.0\.1:\d+\/test_\w+ cannot be used: /,
  );
  expect(String(error)).not.toContain('hunter2');
  expect(tries()).toBe(40);
});

test('what waiting does not mend is said at once', async () => {
  const { wait, tries } = await before((url) => (url.password = 'guessed'));
  await expect(wait()).rejects.toThrow('cannot be used: 28P01.');
  expect(tries()).toBe(0);
});
