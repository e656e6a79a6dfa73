import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchEnd } from './watch-end.ts';

const endsAt = 1_000_000;
let now: number | null;
let frames: Map<number, () => void>;
let shown: (number | null)[];
let ms: number[];
let stop: () => void;

/** What a browser does between two frames; a page in the background gets none. */
const paint = () => {
  const due = [...frames.values()];
  frames.clear();
  due.forEach((each) => each());
};
const pass = (passedMs: number) => {
  now = (now ?? 0) + passedMs;
  vi.advanceTimersByTime(passedMs);
};
const last = () => shown.at(-1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  frames = new Map();
  let count = 0;
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => (frames.set(++count, act), count));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
  [shown, ms] = [[], []];
  now = endsAt - 2_500;
  stop = watchEnd(endsAt, () => now, {
    onChange: ({ seconds }) => shown.push(seconds),
    onFrame: (left) => ms.push(left),
  });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('seconds change once each, and every frame gets the time that is left', () => {
  for (let at = 0; at < 5; at++) {
    now = (now ?? 0) + 500;
    paint();
  }
  expect(shown).toEqual([3, 2, 1, null]);
  expect(ms).toEqual([2_500, 2_000, 1_500, 1_000, 500, 0]);
});

test('a page in the background, which gets no frames, is blank at the exact end', () => {
  pass(1_000);
  pass(1_000);
  pass(499);
  expect(last()).toBe(1);
  pass(1);
  expect(last()).toBeNull();
});

test.each(['visibilitychange', 'pageshow'])(
  'what ended while nothing ran is gone at %s, before anything is painted',
  (event) => {
    now = endsAt + 60_000;
    expect(last()).toBe(3);
    (event === 'pageshow' ? window : document).dispatchEvent(new Event(event));
    expect(last()).toBeNull();
  },
);

test('it is blank from the frame in which the clock is not to be trusted until it is again', () => {
  now = null;
  paint();
  expect(last()).toBeNull();
  pass(endsAt - 2_000);
  expect(last()).toBe(2);
});

test('once stopped it looks no more', () => {
  stop();
  now = endsAt;
  paint();
  vi.advanceTimersByTime(5_000);
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pageshow'));
  expect(shown).toEqual([3]);
});
