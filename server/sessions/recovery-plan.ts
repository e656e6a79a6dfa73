/** When the gateway tries to bring a session back by itself: bounded, and never against people. Pure. */
import type { Facts } from '../../db/session-row.ts';

type Plan = Facts['recovery'];

/** Waits before the second and the third attempt. */
const waitsMs = [30_000, 120_000];
export const mostAttempts = waitsMs.length + 1;
const putOffMs = 10_000;
/** A ban's end is told in whole seconds. */
const afterBanMs = 5_000;

const mayRecover = (facts: Facts) =>
  facts.desired === 'online' && facts.paired !== 'no' && !facts.offlineDue && facts.recovery === null;

/** The service was gone: what it did not start again by itself is connected again. */
export const planAfterOutage = (facts: Facts, now: number): Plan =>
  mayRecover(facts) ? { attempt: 0, nextAttemptAt: now } : facts.recovery;

/** Forgotten while online: one connect repairs it, or nothing does. */
export const planOnce = (facts: Facts, at: number): Plan =>
  mayRecover(facts) ? { attempt: 0, nextAttemptAt: at, most: 1 } : facts.recovery;

export const planAfterBan = (facts: Facts, until: number | null): Plan =>
  until === null ? facts.recovery : planOnce(facts, until + afterBanMs);

/** The plan stays when it is used up: it tells how often it was tried. */
export function afterFailure(plan: Plan, now: number, counts: boolean): Plan {
  if (plan === null) return null;
  if (!counts) return { ...plan, nextAttemptAt: now + putOffMs };
  const attempt = plan.attempt + 1;
  const waitMs = attempt < (plan.most ?? mostAttempts) ? waitsMs[attempt - 1] : undefined;
  return { ...plan, attempt, nextAttemptAt: waitMs === undefined ? null : now + waitMs };
}
