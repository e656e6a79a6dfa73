/** Push latency as this page saw it. Pure. */
import type { SystemView } from '../../contract/system.ts';

export interface Sample {
  /** ms on this browser's clock */
  at: number;
  p50Ms: number | null;
  p95Ms: number | null;
}

/** An hour of them, one each 5 s. */
const mostSamples = 720;

export const withSample = (
  samples: readonly Sample[],
  at: number,
  { p50Ms, p95Ms }: SystemView['push'],
): readonly Sample[] => [...samples, { at, p50Ms, p95Ms }].slice(-mostSamples);

/** The p95 that is promised: webhooks tell at once, without them the sweep has to see it. */
export const pushTargetMs = (webhooks: boolean) => (webhooks ? 250 : 1_200);
