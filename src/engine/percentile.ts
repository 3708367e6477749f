/** Middle of a process-time bucket, in ms: bucket i starts at `2 ** (i / 4)` µs. */
function bucketMs(bucket: number): number {
  return 2 ** ((bucket + 0.5) / 4) / 1000;
}

/** The time below which `share` (0 to 1) of all counted calls took, in ms; 0 if none was counted. */
export function percentile(histogram: readonly number[], share: number): number {
  let total = 0;
  for (const count of histogram) total += count;
  if (total === 0) return 0;
  let seen = 0;
  for (const [bucket, count] of histogram.entries()) {
    seen += count;
    if (seen >= total * share) return bucketMs(bucket);
  }
  return bucketMs(histogram.length - 1);
}
