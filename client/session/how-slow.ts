/** How long a connect takes, against what is usual. Pure. */
const slowMs = 15_000;
const cancelMs = 40_000;

export type HowSlow = 'usual' | 'slow' | 'too-slow';

export const howSlow = (tookMs: number): HowSlow =>
  tookMs > cancelMs ? 'too-slow' : tookMs > slowMs ? 'slow' : 'usual';
