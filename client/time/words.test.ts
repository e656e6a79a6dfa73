import { expect, test } from 'vitest';
import { age, ago, clockTime, countdown, dayName, fullMoment, longSpan, moment, shortSpan } from './words.ts';

const at = (day: number, hour: number, minute: number, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).getTime();
const now = at(23, 14, 3, 7);

test('the clock has 24 hours and a colon in both languages', () => {
  expect(clockTime(at(23, 4, 5))).toBe('04:05');
  expect(clockTime(now, true)).toBe('14:03:07');
});

test('a countdown never shows zero while something is left', () => {
  expect(countdown(14_000)).toBe('0:14');
  expect(countdown(13_001)).toBe('0:14');
  expect(countdown(1)).toBe('0:01');
  expect(countdown(0)).toBe('0:00');
  expect(countdown(112_000)).toBe('1:52');
});

test('lengths are told in the largest whole unit', () => {
  expect(shortSpan(3_900, 'en')).toBe('3 s');
  expect(shortSpan(4 * 60_000, 'en')).toBe('4 min');
  expect(shortSpan(2 * 3_600_000, 'id')).toBe('2 jam');
  expect(longSpan(41 * 60_000, 'en')).toBe('41 minutes');
  expect(longSpan(12 * 86_400_000, 'en')).toBe('12 days');
  expect(longSpan(-5, 'en')).toBe('0 seconds');
});

test('a moment is told by the clock today, with its day before that', () => {
  expect(moment(at(23, 9, 1), now, 'en')).toBe('09:01');
  expect(moment(at(22, 14, 3), now, 'en')).toBe('yesterday 14:03');
  expect(moment(at(22, 14, 3), now, 'id')).toBe('kemarin 14:03');
  expect(moment(at(20, 14, 3), now, 'en')).toBe('20 Nov 14:03');
  expect(moment(new Date(2025, 10, 20, 14, 3).getTime(), now, 'en')).toBe('20 Nov 2025 14:03');
});

test('an age counts up to a day, and is a moment after that', () => {
  expect(age(now - 400, now, 'en')).toBe('now');
  expect(age(now - 3_000, now, 'en')).toBe('3 s');
  expect(age(at(20, 14, 3), now, 'en')).toBe('20 Nov 14:03');
  expect(ago(now - 3_000, now, 'en')).toBe('3 s ago');
  expect(ago(now - 400, now, 'id')).toBe('baru saja');
});

test('days are named for a heading', () => {
  expect(dayName(at(23, 0, 0), now, 'en')).toBe('Today');
  expect(dayName(at(22, 23, 59), now, 'en')).toBe('Yesterday, 22 Nov');
  expect(dayName(at(20, 1, 0), now, 'en')).toBe('20 Nov');
  expect(dayName(new Date(2025, 10, 20).getTime(), now, 'id')).toBe('20 Nov 2025');
});

test('the whole moment has its weekday, its seconds and its zone', () => {
  expect(fullMoment(now, 'en')).toMatch(/^Mon,? 23 Nov 2026, 14:03:07 .*UTC[+-]?\d/);
});
