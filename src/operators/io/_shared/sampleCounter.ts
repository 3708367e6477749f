import { type Micros, micros } from '#stream/micros.ts';

/** Where a block of samples belongs. */
export interface BlockPlace {
  readonly timestamp: Micros;
  readonly duration: Micros;
  /** True if samples are missing before it: the counter was anchored anew. */
  readonly discontinuity: boolean;
}

/** Beyond this, counted and reported time are taken apart: 0.1 ‰ of clock drift gets here in half an hour. */
const DRIFT_LIMIT = 200_000;

/**
 * Times blocks by counting their samples, so that neither jitter of the reported times nor rounding
 * adds up (GNU Radio's contract for sample streams). It is anchored at the first block and again after
 * a gap of more than one block or one that is said, a change of rate, or 200 ms of drift. `anchor` maps a reported time in
 * µs to stream time and is called at anchors only. Times never run backwards.
 */
export function sampleCounter(
  anchor: (at: number) => number = (at) => at,
): (at: number, length: number, sampleRate: number, isGap?: boolean) => BlockPlace {
  let origin = 0;
  let counted = 0;
  let rate = 0;
  let base = 0;
  let reportedEnd = 0;

  const counts = (at: number, length: number): boolean => {
    const block = (length * 1e6) / rate;
    const countedEnd = base + (counted * 1e6) / rate;
    // A block that comes early is jitter: no samples can be missing before it.
    const gap = at - Math.max(reportedEnd, countedEnd);
    return gap <= block && Math.abs(at - countedEnd) <= DRIFT_LIMIT;
  };

  return (at, length, sampleRate, isGap = false) => {
    const first = rate === 0;
    const discontinuity = !first && (isGap || rate !== sampleRate || !counts(at, length));
    if (first || discontinuity) {
      const before = first ? -Infinity : origin + (counted * 1e6) / rate;
      origin = Math.max(anchor(at), before);
      base = at;
      counted = 0;
      rate = sampleRate;
    }
    const start = origin + (counted * 1e6) / rate;
    counted += length;
    const end = at + (length * 1e6) / rate;
    reportedEnd = first || discontinuity ? end : Math.max(reportedEnd, end);
    const timestamp = micros(start);
    return {
      timestamp,
      duration: micros(origin + (counted * 1e6) / rate - timestamp),
      discontinuity,
    };
  };
}
