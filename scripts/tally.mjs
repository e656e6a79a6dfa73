import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @returns {Tally} the sum; what is missing counts as nothing */
export function sum(tallies) {
  const add = (name) => tallies.reduce((total, tally) => total + (tally[name] ?? 0), 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** The last line that `npm test` prints. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What a run of vitest counted (its json reporter). A file that does not load has no tests, and is a failure. */
export async function vitestTally(file, code) {
  return read(
    file,
    code,
    ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => ({
      passed: numPassedTests,
      failed:
        numFailedTests +
        testResults.filter(
          ({ status, assertionResults }) =>
            status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
        ).length,
      skipped: numPendingTests + numTodoTests,
    }),
  );
}

/** What a run of Playwright counted (its json reporter). */
export async function playwrightTally(file, code) {
  return read(file, code, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }));
}

/** A run that failed in whole without a failed test (or without a report) is one failure. */
async function read(file, code, count) {
  let tally;
  try {
    tally = count(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
