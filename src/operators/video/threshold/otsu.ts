/**
 * The level that splits a histogram of 256 bins best: classes `≤ level` and `> level` with the greatest
 * variance between them, the lowest such level, 0 where all samples are equal. After N. Otsu, A Threshold
 * Selection Method from Gray-Level Histograms, 1979, equation 18.
 */
export function otsuLevel(histogram: Uint32Array): number {
  let total = 0;
  let totalSum = 0;
  for (let level = 0; level < 256; level++) {
    total += histogram[level]!;
    totalSum += level * histogram[level]!;
  }
  let best = 0;
  let bestVariance = 0;
  let count = 0;
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    count += histogram[level]!;
    sum += level * histogram[level]!;
    if (count === 0 || count === total) continue;
    const spread = sum / count - (totalSum - sum) / (total - count);
    const variance = count * (total - count) * spread * spread;
    if (variance > bestVariance) {
      best = level;
      bestVariance = variance;
    }
  }
  return best;
}
