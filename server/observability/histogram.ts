/** Durations counted in buckets that grow by a tenth: what nodes and minutes counted is added up, and half of it known. */

const growth = 1.1;
/** The last bucket takes all above some half minute. */
const mostBuckets = 110;

const bucketOf = (ms: number) =>
  ms <= 1 ? 0 : Math.min(mostBuckets - 1, Math.ceil(Math.log(ms) / Math.log(growth)));

/** The middle of a bucket: wrong by a twentieth at most. */
const msOf = (bucket: number) => (bucket === 0 ? 1 : growth ** (bucket - 0.5));

/** Changes `counts`, which is as long as its highest bucket. */
export function count(counts: number[], ms: number): void {
  const bucket = bucketOf(ms);
  while (counts.length <= bucket) counts.push(0);
  counts[bucket]! += 1;
}

/** Changes `into`. */
export function addCounts(into: number[], more: readonly number[]): void {
  more.forEach((n, bucket) => (into[bucket] = (into[bucket] ?? 0) + n));
}

export const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);

/** What a share of them did not exceed; null: there are none. */
export function percentile(counts: readonly number[], share: number): number | null {
  let left = Math.ceil(total(counts) * share);
  if (left === 0) return null;
  for (const [bucket, n] of counts.entries()) {
    left -= n;
    if (left <= 0) return msOf(bucket);
  }
  return null;
}
