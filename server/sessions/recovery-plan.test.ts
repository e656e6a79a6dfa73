import { describe, expect, test } from 'vitest';
import type { Facts } from '../../db/session-row.ts';
import { firstFacts } from './facts.ts';
import { afterFailure, mostAttempts, planAfterBan, planAfterOutage, planOnce } from './recovery-plan.ts';

const now = 1_000_000;
const lost = (changes: Partial<Facts> = {}): Facts => ({
  ...firstFacts(0, ''),
  desired: 'online',
  paired: 'perhaps',
  ...changes,
});

describe('a session is brought back', () => {
  test('at once after the service was away', () => {
    expect(planAfterOutage(lost(), now)).toEqual({ attempt: 0, nextAttemptAt: now });
  });

  test('once only where it was forgotten while online', () => {
    const plan = planOnce(lost(), now);
    expect(plan).toEqual({ attempt: 0, nextAttemptAt: now, most: 1 });
    expect(afterFailure(plan, now, true)!.nextAttemptAt).toBeNull();
  });

  test('a moment after its ban ends, and never where no end was told', () => {
    expect(planAfterBan(lost(), now)!.nextAttemptAt).toBe(now + 5_000);
    expect(planAfterBan(lost(), null)).toBeNull();
  });

  test('at most three times, 30 and 120 s apart', () => {
    let plan = planAfterOutage(lost(), now);
    const waits: (number | null)[] = [];
    for (let i = 0; i < mostAttempts; i++) {
      plan = afterFailure(plan, now, true);
      waits.push(plan!.nextAttemptAt && plan!.nextAttemptAt - now);
    }
    expect(waits).toEqual([30_000, 120_000, null]);
    expect(plan).toEqual({ attempt: 3, nextAttemptAt: null });
  });

  test('later when its time was not right; that is no attempt', () => {
    const plan = planAfterOutage(lost(), now);
    expect(afterFailure(plan, now, false)).toEqual({ attempt: 0, nextAttemptAt: now + 10_000 });
  });
});

describe('a session is never brought back', () => {
  const never: [string, Partial<Facts>][] = [
    ['that should be offline', { desired: 'offline' }],
    ['that has no phone', { paired: 'no' }],
    ['whose disconnect is still owed', { offlineDue: true }],
  ];
  test.each(never)('%s', (_, changes) => {
    for (const plan of [planAfterOutage, planOnce, planAfterBan]) {
      expect(plan(lost(changes), now)).toBeNull();
    }
  });

  test('anew while a plan is there, used up or not', () => {
    const recovery = { attempt: 3, nextAttemptAt: null };
    expect(planAfterOutage(lost({ recovery }), now)).toEqual(recovery);
  });

  test('by a failure of something that nobody planned', () => {
    expect(afterFailure(null, now, true)).toBeNull();
  });
});
