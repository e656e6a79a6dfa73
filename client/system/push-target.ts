/**
 * The p95 that is promised, ms: webhooks tell at once, without them the sweep has to see it. Where most changes were
 * seen by sweep, a stray webhook does not make the sweep late.
 */
export const pushTargetMs = ({ byWebhook, count }: { byWebhook: number; count: number }) =>
  byWebhook * 2 > count ? 250 : 1_200;
