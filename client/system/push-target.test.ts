import { expect, test } from 'vitest';
import { pushTargetMs } from './push-target.ts';

test('with webhooks the target is tighter', () => {
  expect(pushTargetMs(3)).toBe(250);
  expect(pushTargetMs(0)).toBe(1_200);
});
