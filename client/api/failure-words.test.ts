import { afterEach, expect, test, vi } from 'vitest';
import { reasons, whys, type Why } from '../../contract/words.ts';
import { HeliographError, type ErrorReason } from '../../sdk/heliograph-error.ts';
import { hasSentence, languages } from '../words/copy.ts';
import { noon, speech } from '../testing/session.ts';
import { failureWords, waitsUntil, whyNot } from './failure-words.ts';

afterEach(() => void vi.useRealTimers());

const english = 'as the gateway says it';
const refusal = (reason: ErrorReason, more = {}) =>
  new HeliographError({ reason, status: 409, message: english, ...more });
const all = [...reasons, 'unreachable', 'timeout', 'bad_answer'] as const;

test('every reason has words in both languages, with no hole left open', () => {
  for (const language of languages) {
    for (const reason of all) {
      const words = failureWords(refusal(reason), speech(language));
      expect(words.length, reason).toBeGreaterThan(10);
      expect(words, reason).not.toContain('{{');
      expect(words, reason).not.toContain(reason.includes('_') ? reason : '(');
    }
  }
});

test('the gateway’s own English is told of the few reasons that it alone can tell, and marked', () => {
  const quoted = all.filter((reason) => failureWords(refusal(reason), speech('id')).includes(english));
  expect(quoted.sort()).toEqual(
    ['internal', 'invalid_body', 'invalid_query', 'not_now', 'too_many', 'upstream_error'].sort(),
  );
  expect(failureWords(refusal('invalid_body', { details: 'name: too long.' }), speech('id'))).toBe(
    'Ada isian yang tidak diterima. Kata gateway: “name: too long.”',
  );
  expect(
    failureWords(refusal('upstream_error', { message: 'The WhatsApp service refused: no' }), speech()),
  ).toBe('The service refused. Its own words: “no”');
});

test('every why of the contract has words, and none of the gateway’s own beside them', () => {
  expect(whys.filter((why) => !hasSentence(`why.${why}`))).toEqual([]);
  for (const why of whys) {
    const words = failureWords(refusal('not_now', { why, details: english }), speech('id'));
    expect(words, why).toMatch(/^Belum bisa\. \S/);
    expect(words, why).not.toContain(english);
  }
});

test('what a newer gateway says is told as it is, as a last resort', () => {
  const newer = refusal('from_tomorrow' as ErrorReason);
  expect(failureWords(newer, speech('id'))).toBe(
    `Tidak berhasil (from_tomorrow). Kata gateway: “${english}”`,
  );
  const why = 'from_tomorrow' as Why;
  expect(failureWords(refusal('not_now', { why }), speech('id'))).toBe(
    `Belum bisa. Kata gateway: “${english}”`,
  );
});

test('a short wait is told in seconds, a long one by the clock on the wall', () => {
  expect(failureWords(refusal('rate_limited', { retryAfterS: 12.2 }), speech())).toBe(
    'Too many tries. Wait 13 s.',
  );
  expect(failureWords(refusal('not_now', { why: 'closing', retryAfterS: 4 }), speech())).toBe(
    'Not now, try again in 4 s. The service is still closing the last connection.',
  );
  vi.useFakeTimers({ now: noon });
  const banned = refusal('not_now', { why: 'banned', retryAfterS: 4 * 3_600 + 40 * 60 });
  vi.setSystemTime(noon + 60_000);
  expect(failureWords(banned, speech('id'))).toBe(
    'Belum bisa sebelum 16:40. WhatsApp memblokir akun ini untuk sementara, dan akan menolak percobaan yang lebih awal.',
  );
});

test('a wait goes down while it is looked at, and is over at its end', () => {
  vi.useFakeTimers({ now: noon });
  const tooFast = refusal('rate_limited', { retryAfterS: 30 });
  const closing = refusal('not_now', { why: 'closing', retryAfterS: 30 });
  vi.setSystemTime(noon + 20_000);
  expect(failureWords(tooFast, speech())).toBe('Too many tries. Wait 10 s.');
  expect(failureWords(closing, speech())).toContain('try again in 10 s');
  vi.setSystemTime(noon + 30_000);
  for (const error of [tooFast, closing]) {
    expect(failureWords(error, speech())).toBe('The wait is over: try again.');
    expect(waitsUntil(error)).toBe(noon + 30_000);
  }
});

test('what is still true after the wait is still told', () => {
  vi.useFakeTimers({ now: noon });
  const unknown = refusal('action_in_progress', { why: 'outcome_unknown', retryAfterS: 5 });
  const words = failureWords(unknown, speech());
  vi.setSystemTime(noon + 60_000);
  expect(failureWords(unknown, speech())).toBe(words);
  expect(waitsUntil(unknown)).toBeNull();
});

test('where the wait stands beside it, only the why is told', () => {
  expect(whyNot(refusal('not_now', { why: 'no_code', retryAfterS: 4 }), speech())).toBe('No code is shown.');
  expect(whyNot(refusal('rate_limited', { retryAfterS: 4 }), speech())).toBe('Too many tries. Wait 4 s.');
});

test('an action that somebody else overruled, or WhatsApp left without an answer, is told as that', () => {
  expect(failureWords(refusal('action_in_progress', { why: 'overruled' }), speech())).toBe(
    'Somebody else decided otherwise while this waited.',
  );
  expect(failureWords(refusal('upstream_timeout', { why: 'whatsapp_silent' }), speech())).toContain(
    'WhatsApp did not answer',
  );
});

test('what is no answer at all is not blamed on anybody', () => {
  expect(failureWords(new TypeError('Failed to fetch'), speech())).toContain('did not answer');
});

test('a read that got no answer promises nothing that will show', () => {
  for (const error of [new TypeError('Failed to fetch'), refusal('timeout'), refusal('unreachable')])
    expect(failureWords(error, speech(), true)).toBe('The gateway did not answer.');
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
