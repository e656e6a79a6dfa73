/** Why an action did not go to the service, for the one who asked. */
import type { Refused } from './answer.ts';
import type { Permit } from './permit.ts';

export const notNow = (
  { why, error, until }: Pick<Extract<Permit, { verdict: 'wait' }>, 'why' | 'error' | 'until'>,
  now: number,
): Refused => ({
  ok: false,
  status: 409,
  reason: 'not_now',
  why,
  error: 'Not now.',
  details: `${error} It is possible from ${new Date(until).toISOString()}.`,
  retryAfterS: Math.max(1, Math.ceil((until - now) / 1000)),
});

export const unproven = (now: number): Refused =>
  notNow(
    {
      why: 'unproven',
      error: 'No other session could be seen online just now, so WhatsApp may be unreachable.',
      until: now + 10_000,
    },
    now,
  );

export const refusal = (verdict: Extract<Permit, { verdict: 'refuse' }>, now: number): Refused => ({
  ok: false,
  status: verdict.status,
  reason: verdict.reason,
  ...(verdict.why === undefined ? {} : { why: verdict.why }),
  error: verdict.error,
  details: verdict.details,
  ...(verdict.until === undefined
    ? {}
    : { retryAfterS: Math.max(1, Math.ceil((verdict.until - now) / 1000)) }),
});

export const inProgress: Refused = {
  ok: false,
  status: 409,
  reason: 'action_in_progress',
  error: 'Another action is still running here. It takes a few seconds.',
  retryAfterS: 3,
};

export const wishChanged: Refused = {
  ok: false,
  status: 409,
  reason: 'action_in_progress',
  why: 'overruled',
  error: 'Somebody else decided otherwise while this action waited.',
  retryAfterS: 3,
};

export const internalTrouble: Refused = {
  ok: false,
  status: 500,
  reason: 'internal',
  error: 'Something went wrong here.',
};
