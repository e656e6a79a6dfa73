import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFlight, type Flight } from './flight.ts';

let flight: Flight;
let landed: number;
beforeEach(() => {
  vi.useFakeTimers();
  flight = createFlight();
  landed = 0;
  flight.follow(() => (landed += 1));
});
afterEach(() => void vi.useRealTimers());

/** Steps of so many px, 40 ms apart. */
function scroll(...steps: number[]) {
  let px = 0;
  steps.forEach((step, at) => flight.moved((px += step), at * 40));
}

test('a wheel that is turned by hand is no flight', () => {
  scroll(0, 100, 120, 100, 120);
  expect(flight.flying()).toBe(false);
});

test('the list flies while it is thrown, and lands a moment after the last fast step', () => {
  scroll(0, 400, 900, -900);
  expect(flight.flying()).toBe(true);
  vi.advanceTimersByTime(119);
  expect([flight.flying(), landed]).toEqual([true, 0]);
  vi.advanceTimersByTime(1);
  expect([flight.flying(), landed]).toEqual([false, 1]);
});

test('one jump to the end is no flight', () => {
  flight.moved(0, 0);
  flight.moved(500_000, 5_000);
  expect(flight.flying()).toBe(false);
});
