import { expect, test } from 'vitest';
import { reasons } from '../../contract/words.ts';
import { HeliographError, type ErrorReason } from '../../sdk/heliograph-error.ts';
import { speech } from '../testing/session.ts';
import { failureWords } from './failure-words.ts';

const refusal = (reason: ErrorReason, more = {}) =>
  new HeliographError({ reason, status: 409, message: 'as the gateway says it', ...more });

test('every reason has words in both languages, with no hole left open', () => {
  for (const language of ['en', 'id'] as const) {
    for (const reason of [...reasons, 'unreachable', 'timeout', 'bad_answer'] as const) {
      const words = failureWords(refusal(reason), speech(language));
      expect(words.length, reason).toBeGreaterThan(10);
      expect(words, reason).not.toContain('{{');
    }
  }
});

test('a wait is told in seconds', () => {
  expect(failureWords(refusal('rate_limited', { retryAfterS: 12.2 }), speech())).toBe(
    'Too many tries. Wait 13 s.',
  );
  expect(failureWords(refusal('not_now', { retryAfterS: 4, details: 'It heals by itself.' }), speech())).toBe(
    'Not now, try again in 4 s. It heals by itself.',
  );
});

test('what is no answer at all is not blamed on anybody', () => {
  expect(failureWords(new TypeError('Failed to fetch'), speech())).toContain('did not answer');
});

test('a database that is away is no fault to quote, but a wait', () => {
  expect(failureWords(refusal('internal', { status: 503, retryAfterS: 5 }), speech())).toBe(
    "The gateway's database does not answer. Try again in 5 s.",
  );
});

test('a fault of the gateway comes with an id to quote', () => {
  const details = 'If it happens again, quote the request 7f0c-12.';
  expect(failureWords(refusal('internal', { details }), speech())).toBe(
    'Something went wrong at the gateway. If it happens again, quote 7f0c-12.',
  );
});
