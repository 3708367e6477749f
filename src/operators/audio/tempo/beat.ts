import { exp, log2 } from '#base/exponential.ts';

/** Beats a minute, 0 where there is none, and how regular they are, 0 to 1. */
export interface Beat {
  readonly tempo: number;
  readonly confidence: number;
}

/** Noise of eight seconds stays below by chance; a drum machine is near 1. */
const LEAST_CONFIDENCE = 0.2;
/** Variance of flux below which sound is steady: a beat, even a soft one, has a thousand times more. */
const LEAST_GROWTH = 1e-6;
/** The tempo people tap to most, and the width of that preference in octaves. */
const PREFERRED = 120;
const PREFERENCE_OCTAVES = 1;
/** A lag is refined at this multiple of itself, where an error of one step is so much smaller. */
const REFINE_AT = 4;

/**
 * The tempo whose lag the growth of the spectrum repeats with best, weighted by the preference of listeners
 * (Ellis 2007, "Beat tracking by dynamic programming", eq. 6 and 7). `step` is the time from one
 * value to the next, in seconds; limits are beats a minute.
 */
export function beatOf(values: Float64Array, step: number, lowest: number, highest: number): Beat {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const likeness = (offset: number): number => {
    const lag = Math.abs(offset);
    let sum = 0;
    for (let i = lag; i < count; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean);
    return sum / (count - lag);
  };
  const whole = likeness(0);
  if (whole < LEAST_GROWTH) return { tempo: 0, confidence: 0 };
  const first = Math.max(3, Math.ceil(60 / (highest * step)));
  const last = Math.min(Math.floor(count / 2), Math.floor(60 / (lowest * step)));
  const likenesses = new Map<number, number>();
  const at = (lag: number): number => {
    const known = likenesses.get(lag);
    if (known !== undefined) return known;
    const value = likeness(lag);
    likenesses.set(lag, value);
    return value;
  };
  // A beat between two steps lies on either of them, so neighbours count together.
  const around = (lag: number): number =>
    (at(lag - 2) + at(lag + 2) + 2 * (at(lag - 1) + at(lag + 1)) + 3 * at(lag)) / 9;
  let best = first;
  let bestScore = -Infinity;
  for (let lag = first; lag <= last; lag++) {
    const octaves = log2(60 / (lag * step) / PREFERRED);
    const [before, here, after] = [around(lag - 1), around(lag), around(lag + 1)];
    if (here < before || here < after) continue;
    const bend = before - 2 * here + after;
    // The top of the parabola, or a beat between two steps would lose to its half on one of them.
    const top = bend < 0 ? here - (before - after) ** 2 / (8 * bend) : here;
    const score = top * exp(-0.5 * (octaves / PREFERENCE_OCTAVES) ** 2);
    if (score > bestScore) [best, bestScore] = [lag, score];
  }
  const confidence = Math.max(0, Math.min(1, around(best) / around(0)));
  if (confidence < LEAST_CONFIDENCE) return { tempo: 0, confidence };
  return { tempo: 60 / (refined(around, best, count) * step), confidence };
}

/** A lag to a fraction of a step, by a parabola through the peak near its multiple. */
function refined(around: (lag: number) => number, lag: number, count: number): number {
  const times = Math.max(1, Math.min(REFINE_AT, Math.floor(count / 2 / (lag + 1))));
  let peak = lag * times;
  for (let near = (lag - 1) * times + 1; near < (lag + 1) * times; near++) {
    if (around(near) > around(peak)) peak = near;
  }
  const [before, here, after] = [around(peak - 1), around(peak), around(peak + 1)];
  const bend = before - 2 * here + after;
  return (peak + (bend < 0 ? (before - after) / (2 * bend) : 0)) / times;
}
