/** Times and lengths in words: "3 s", "yesterday 14:03", "Mon 23 Nov 2026, 14:03:07 WIB (UTC+7)". */
import { say, sayCounted, type Language } from '../words/copy.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const two = (value: number) => String(value).padStart(2, '0');

/** 14:03, or 14:03:07 with seconds; 24 hours and a colon in every language. */
export function clockTime(at: number, seconds = false): string {
  const date = new Date(at);
  const short = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return seconds ? `${short}:${two(date.getSeconds())}` : short;
}

/** A countdown: 0:14, 2:05. Rounded up, so that 0:00 is never shown while time is left. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / secondMs));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** A length in short: "3 s", "4 min", "2 h"; past a day "3 days". */
export function shortSpan(lengthMs: number, language: Language): string {
  const ms = Math.max(0, lengthMs);
  if (ms < minuteMs) return say(language, 'unit.s', { n: Math.floor(ms / secondMs) });
  if (ms < hourMs) return say(language, 'unit.min', { n: Math.floor(ms / minuteMs) });
  if (ms < dayMs) return say(language, 'unit.h', { n: Math.floor(ms / hourMs) });
  return sayCounted(language, 'unit.days', Math.floor(ms / dayMs));
}

/** A length in whole words: "41 minutes", "12 days". */
export function longSpan(lengthMs: number, language: Language): string {
  const ms = Math.max(0, lengthMs);
  if (ms < minuteMs) return sayCounted(language, 'unit.seconds', Math.floor(ms / secondMs));
  if (ms < hourMs) return sayCounted(language, 'unit.minutes', Math.floor(ms / minuteMs));
  if (ms < dayMs) return sayCounted(language, 'unit.hours', Math.floor(ms / hourMs));
  return sayCounted(language, 'unit.days', Math.floor(ms / dayMs));
}

const tag = { en: 'en-GB', id: 'id' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter takes longer than using it a hundred times. */
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(tag[language], options);
  formats.set(key, made);
  return made;
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);
const year = (at: number) => new Date(at).getFullYear();
/** "20 Nov"; of another year than this "20 Nov 2025". */
const dayAndMonth = (at: number, now: number, language: Language) =>
  year(at) === year(now)
    ? format(language, 'day', { day: 'numeric', month: 'short' }).format(at)
    : format(language, 'day of a year', { day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** Which day, for a heading: "Today", "Yesterday, 22 Nov", "20 Nov". */
export function dayName(at: number, now: number, language: Language): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
  if (days === 0) return say(language, 'time.today');
  const date = dayAndMonth(at, now, language);
  return days === 1 ? say(language, 'time.yesterdayDate', { date }) : date;
}

/** When, on the clock: "14:03" today (or "14:03:07"), then "yesterday 14:03", then "20 Nov 14:03". */
export function moment(at: number, now: number, language: Language, seconds = false): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
  const time = clockTime(at, seconds);
  if (days === 0) return time;
  if (days === 1) return say(language, 'time.yesterday', { time });
  return `${dayAndMonth(at, now, language)} ${time}`;
}

/** How long ago: "now", "3 s", "4 min", "2 h", then the moment itself. */
export function age(at: number, now: number, language: Language): string {
  const ms = now - at;
  if (ms < secondMs) return say(language, 'time.now');
  return ms < dayMs ? shortSpan(ms, language) : moment(at, now, language);
}

/** `age` as part of a sentence: "just now", "3 s ago", "yesterday 14:03". */
export function ago(at: number, now: number, language: Language): string {
  const ms = now - at;
  if (ms < secondMs) return say(language, 'time.justNow');
  return ms < dayMs
    ? say(language, 'time.ago', { span: shortSpan(ms, language) })
    : moment(at, now, language);
}

/** Most rows of a list were seen by the same sweep. */
let last = { at: NaN, language: 'en' as Language, words: '' };

/** The whole moment with its zone, for hover and focus. */
export function fullMoment(at: number, language: Language): string {
  if (last.at !== at || last.language !== language) last = { at, language, words: wholeMoment(at, language) };
  return last.words;
}

function wholeMoment(at: number, language: Language): string {
  const date = format(language, 'date', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(at)
    .replace(/^(\p{L}+), /u, '$1 ');
  // Indonesian zone names (WIB, WITA, WIT) are known to the `id` locale only.
  const zone =
    format('id', 'zone', { timeZoneName: 'short' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${date}, ${clockTime(at, true)} ${zoneWords(zone, -new Date(at).getTimezoneOffset())}`;
}

function zoneWords(name: string, offsetMinutes: number): string {
  const hours = Math.trunc(offsetMinutes / 60);
  const minutes = Math.abs(offsetMinutes % 60);
  const offset = `UTC${offsetMinutes < 0 ? '' : '+'}${hours}${minutes ? `:${two(minutes)}` : ''}`;
  return /^(GMT|UTC)/.test(name) || name === '' ? offset : `${name} (${offset})`;
}
