import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playwrightTally, sum, summary, vitestTally } from './tally.mjs';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'heliograph-tally-'))));
afterEach(() => rm(folder, { recursive: true }));

async function report(content: object): Promise<string> {
  const file = path.join(folder, 'report.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
};

test('the summary names skipped tests only where there are any', () => {
  expect(summary({ passed: 4, failed: 0, skipped: 0 })).toBe('4 passed, 0 failed');
  expect(
    summary(
      sum([
        { passed: 4, failed: 1 },
        { passed: 1, skipped: 2 },
      ]),
    ),
  ).toBe('5 passed, 1 failed, 2 skipped');
});

test('a test file that does not load is a failure', async () => {
  const file = await report({ ...vitestReport, testResults: [{ status: 'failed', assertionResults: [] }] });
  expect(await vitestTally(file, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test('a run that fails without a failed test, or without a report, is a failure', async () => {
  expect(await vitestTally(await report(vitestReport), 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  expect(await vitestTally(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("Playwright's unexpected results and its errors outside of tests are failures", async () => {
  const stats = { expected: 5, unexpected: 1, flaky: 0, skipped: 0 };
  expect(await playwrightTally(await report({ stats, errors: [{}] }), 1)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 0,
  });
});
