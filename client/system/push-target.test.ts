import { expect, test } from 'vitest';
import { pushTargetMs } from './push-target.ts';

test('with webhooks the target is tighter', () => {
  expect(pushTargetMs({ byWebhook: 3, count: 3 })).toBe(250);
  expect(pushTargetMs({ byWebhook: 0, count: 3 })).toBe(1_200);
  expect(pushTargetMs({ byWebhook: 0, count: 0 })).toBe(1_200);
});

test('what most changes came by decides', () => {
  expect(pushTargetMs({ byWebhook: 1, count: 400 })).toBe(1_200);
  expect(pushTargetMs({ byWebhook: 200, count: 400 })).toBe(1_200);
  expect(pushTargetMs({ byWebhook: 201, count: 400 })).toBe(250);
});
