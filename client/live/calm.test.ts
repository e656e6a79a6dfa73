import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCalm, mostMs, restMs } from './calm.ts';

const calmMs = 250;
let told: number[];
let usedAt: number;
const start = () => performance.now();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  told = [];
  usedAt = -Infinity;
});
afterEach(() => void vi.useRealTimers());

const calm = () =>
  createCalm(
    () => told.push(performance.now()) > 0,
    () => calmMs,
    () => usedAt,
  );

test('what changes after a quiet moment is told at once, and what follows a while later, once', () => {
  const began = start();
  const { touch } = calm();
  touch();
  expect(told).toEqual([began]);
  touch();
  touch();
  vi.advanceTimersByTime(calmMs);
  expect(told).toEqual([began, began + calmMs]);
  vi.advanceTimersByTime(10 * calmMs);
  expect(told).toHaveLength(2);
});

test('what told nothing begins no wait', () => {
  let news = false;
  const { touch } = createCalm(
    () => news && told.push(performance.now()) > 0,
    () => calmMs,
    () => usedAt,
  );
  touch();
  news = true;
  touch();
  expect(told).toEqual([start()]);
});

test('what need not wait any longer is told with the change that says so', () => {
  const began = start();
  let wait = calmMs;
  const { touch } = createCalm(
    () => told.push(performance.now()) > 0,
    () => wait,
    () => usedAt,
  );
  touch();
  touch();
  vi.advanceTimersByTime(100);
  wait = 0;
  touch();
  expect(told).toEqual([began, began + 100]);
  vi.advanceTimersByTime(calmMs);
  expect(told).toHaveLength(2);
});

test('while somebody types it waits for a pause', () => {
  const { touch } = calm();
  for (let letter = 0; letter < 5; letter++) {
    usedAt = performance.now();
    touch();
    vi.advanceTimersByTime(restMs - 20);
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(told).toEqual([usedAt + restMs]);
});

test('whoever never pauses is told in the end', () => {
  const began = start();
  const { touch } = calm();
  touch();
  usedAt = began;
  touch();
  for (let ms = 0; ms < 2 * mostMs; ms += 50) {
    vi.advanceTimersByTime(50);
    usedAt = performance.now();
    touch();
  }
  // Told at the beginning, and once more no later than that after it: the calm of the first is part of the wait.
  expect(told[1]).toBeLessThanOrEqual(began + mostMs + calmMs);
  expect(told.length).toBeLessThanOrEqual(3);
});

test('after the end nothing is told', () => {
  const { touch, stop } = calm();
  touch();
  touch();
  stop();
  vi.advanceTimersByTime(mostMs);
  expect(told).toHaveLength(1);
});
