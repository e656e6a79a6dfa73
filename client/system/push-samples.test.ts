import { expect, test } from 'vitest';
import { pushTargetMs, withSample, type Sample } from './push-samples.ts';

test('an hour of samples is kept, the oldest go', () => {
  let samples: readonly Sample[] = [];
  for (let at = 0; at < 800; at += 1) {
    samples = withSample(samples, at, { p50Ms: 40, p95Ms: 120, count: 1, windowSeconds: 600 });
  }
  expect(samples).toHaveLength(720);
  expect(samples.at(-1)).toEqual({ at: 799, p50Ms: 40, p95Ms: 120 });
});

test('with webhooks the target is tighter', () => {
  expect(pushTargetMs(true)).toBe(250);
  expect(pushTargetMs(false)).toBe(1_200);
});
