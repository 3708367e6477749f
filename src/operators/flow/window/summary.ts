import type { Aggregate } from '#stream/eventTime/windowedState.ts';

/** What is known of the numbers of one window. */
export interface Summary {
  count: number;
  sum: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  deviations: number;
  min: number;
  max: number;
  first: number;
  firstAt: number;
  last: number;
  lastAt: number;
}

/** How a summary is read. */
export type Measure = 'mean' | 'sum' | 'count' | 'min' | 'max' | 'spread' | 'first' | 'last';

/** One pass, stable for long windows: Welford's method, and Chan's to merge. */
export const summarise: Aggregate<number, Summary> = {
  create: () => ({
    count: 0,
    sum: 0,
    mean: 0,
    deviations: 0,
    min: Infinity,
    max: -Infinity,
    first: NaN,
    firstAt: Infinity,
    last: NaN,
    lastAt: -Infinity,
  }),

  add(summary, value, timestamp) {
    summary.count += 1;
    summary.sum += value;
    const off = value - summary.mean;
    summary.mean += off / summary.count;
    summary.deviations += off * (value - summary.mean);
    summary.min = Math.min(summary.min, value);
    summary.max = Math.max(summary.max, value);
    if (timestamp < summary.firstAt) {
      summary.first = value;
      summary.firstAt = timestamp;
    }
    if (timestamp >= summary.lastAt) {
      summary.last = value;
      summary.lastAt = timestamp;
    }
    return summary;
  },

  merge(a, b) {
    const count = a.count + b.count;
    const off = b.mean - a.mean;
    const [first, last] = [a.firstAt <= b.firstAt ? a : b, a.lastAt > b.lastAt ? a : b];
    return {
      count,
      sum: a.sum + b.sum,
      mean: count === 0 ? 0 : a.mean + (off * b.count) / count,
      deviations:
        a.deviations + b.deviations + (count === 0 ? 0 : (off * off * a.count * b.count) / count),
      min: Math.min(a.min, b.min),
      max: Math.max(a.max, b.max),
      first: first.first,
      firstAt: first.firstAt,
      last: last.last,
      lastAt: last.lastAt,
    };
  },
};

/** The number asked for. The spread is that of the numbers themselves, not an estimate of a larger population. */
export function read(summary: Summary, measure: Measure): number {
  if (measure === 'spread') return Math.sqrt(summary.deviations / summary.count);
  return summary[measure];
}
