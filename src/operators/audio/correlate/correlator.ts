import { fftSizeFor, realFft } from '#stream/fft.ts';

/** The lag at which two stretches are most alike, in samples, and how much, 0 to 1. */
export interface Match {
  readonly lag: number;
  readonly likeness: number;
}

/**
 * Compares stretches of `size` samples at lags up to `longest` either way, less than `size`. Likeness is the
 * correlation over the root of both powers where they overlap, so that a long lag is at no disadvantage.
 */
export function createCorrelator(
  size: number,
  longest: number,
): (a: Float32Array, b: Float32Array) => Match {
  const fft = realFft(fftSizeFor(size + longest + 1));
  const first = new Float32Array(fft.size + 2);
  const sumsA = new Float64Array(size + 1);
  const sumsB = new Float64Array(size + 1);

  /** Leaves the spectrum in `fft`. */
  const transform = (samples: Float32Array, sums: Float64Array): void => {
    for (let i = 0; i < size; i++) sums[i + 1] = sums[i]! + samples[i]! ** 2;
    fft.samples.fill(0);
    fft.samples.set(samples);
    fft.forward();
  };

  /** Likeness with b later by `lag`. */
  const at = (lag: number): number => {
    const start = Math.max(0, -lag);
    const end = Math.min(size, size - lag);
    const power = (sumsA[end]! - sumsA[start]!) * (sumsB[end + lag]! - sumsB[start + lag]!);
    return power > 1e-18 ? fft.samples[(lag + fft.size) % fft.size]! / Math.sqrt(power) : 0;
  };

  return (a, b) => {
    transform(a, sumsA);
    first.set(fft.spectrum);
    transform(b, sumsB);
    const { spectrum } = fft;
    for (let k = 0; k < first.length; k += 2) {
      const [re, im] = [first[k]!, first[k + 1]!];
      const [reB, imB] = [spectrum[k]!, spectrum[k + 1]!];
      spectrum[k] = re * reB + im * imB;
      spectrum[k + 1] = re * imB - im * reB;
    }
    fft.inverse();
    let best = 0;
    for (let lag = -longest; lag <= longest; lag++) if (at(lag) > at(best)) best = lag;
    const likeness = at(best);
    if (likeness <= 0) return { lag: 0, likeness: 0 };
    if (Math.abs(best) === longest) return { lag: best, likeness: Math.min(1, likeness) };
    const [before, after] = [at(best - 1), at(best + 1)];
    const bend = before - 2 * likeness + after;
    const shift = bend < 0 ? (before - after) / (2 * bend) : 0;
    return { lag: best + shift, likeness: Math.min(1, likeness) };
  };
}
