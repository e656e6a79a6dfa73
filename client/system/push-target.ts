/** The p95 that is promised, ms: webhooks tell at once, without them the sweep has to see it. */
export const pushTargetMs = (byWebhook: number) => (byWebhook > 0 ? 250 : 1_200);
