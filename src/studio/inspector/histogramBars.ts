/** Measures of the drawing, in its own units. */
export const WIDTH = 216;
export const HEIGHT = 44;
export const BAR_WIDTH = 7;

const BARS = 24;
/** Bucket i of a histogram starts at `2 ** (i / 4)` µs. */
const PER_OCTAVE = 4;

/** Bars of the buckets that matter, and where the two marks stand. Heights 0 to `HEIGHT`. */
export interface HistogramBars {
  readonly heights: readonly number[];
  readonly median: number;
  readonly p99: number;
}

/** The 24 buckets that hold the median and most of what was measured. Times in ms. */
export function barsOf(histogram: readonly number[], p50: number, p99: number): HistogramBars {
  const first = histogram.findIndex((count) => count > 0);
  const last = histogram.findLastIndex((count) => count > 0);
  // All of them where they fit; else from the fastest on, with the median in the left third.
  const fits = first >= 0 && last - first < BARS;
  const wanted = fits ? (first + last - BARS) / 2 : Math.max(first, bucketOf(p50) - BARS / 3);
  const start = Math.max(0, Math.round(wanted));
  const shown = Array.from({ length: BARS }, (_, i) => histogram[start + i] ?? 0);
  const most = Math.max(1, ...shown);
  const xOf = (ms: number): number => {
    const at = ((bucketOf(ms) - start) / BARS) * WIDTH;
    return Math.round(Math.min(WIDTH - 1, Math.max(1, at)) * 10) / 10;
  };
  return {
    // A single count is still seen: one unit high.
    heights: shown.map((count) => (count === 0 ? 0 : Math.max(1, (count / most) * (HEIGHT - 3)))),
    median: xOf(p50),
    p99: xOf(p99),
  };
}

function bucketOf(ms: number): number {
  return PER_OCTAVE * Math.log2(Math.max(1, ms * 1000));
}
