import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { watchWake } from './wake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const heard: string[] = [];
  const since: number[] = [];
  const { check, stop } = watchWake({
    slept(at) {
      heard.push('slept');
      since.push(at);
    },
    back: () => heard.push('back'),
    networkGone: () => heard.push('gone'),
  });
  return { heard, since, check, stop };
}

test('timers that come in time are no sleep; a gap of an hour is one, told once', () => {
  const { heard, since, stop } = watched();
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
  const last = Date.now();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['slept']);
  expect(since).toEqual([last]);
  stop();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['slept']);
});

test('whoever hears something can ask at once whether it slept', () => {
  const { heard, check, stop } = watched();
  check();
  vi.setSystemTime(Date.now() + 60_000);
  check();
  check();
  expect(heard).toEqual(['slept']);
  stop();
});

test('a clock that was set back counts like a sleep', () => {
  const { heard, stop } = watched();
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(2_000);
  expect(heard).toEqual(['slept']);
  stop();
});

test('a page hears of the network and of its own return', () => {
  const view = new EventTarget();
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('window', view);
  vi.stubGlobal('document', page);
  const { heard, stop } = watched();
  view.dispatchEvent(new Event('offline'));
  view.dispatchEvent(new Event('online'));
  page.dispatchEvent(new Event('visibilitychange'));
  view.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(heard).toEqual(['gone', 'back', 'back', 'slept', 'back']);
  // Hidden pages get their timers once a minute.
  page.visibilityState = 'hidden';
  vi.setSystemTime(Date.now() + 60_000);
  vi.advanceTimersByTime(2_000);
  expect(heard).toHaveLength(5);
  stop();
});
