import { fftSizeFor, realFft } from '#stream/fft.ts';

/** A period in samples, 0 where there is none, and the share of power that does not repeat with it. */
export interface Pitch {
  readonly period: number;
  readonly irregularity: number;
}

/** Finds the period of stretches of `size` samples. */
export interface Yin {
  readonly size: number;
  find(stretch: Float32Array, threshold: number): Pitch;
  /** d′(τ) of eq. 8 for each lag from 0 to the longest and one more. Lent until the next call. */
  normalisedDifference(stretch: Float32Array): Float64Array;
}

/**
 * The period of a sound by de Cheveigné and Kawahara 2002, "YIN, a fundamental frequency estimator for
 * speech and music", steps 1 to 5: the first dip of the normalised difference function below the threshold,
 * between the shortest and the longest period, both in samples. The integration window is as long as the
 * longest period. The correlation that it needs comes from a fast transform.
 */
export function createYin(shortest: number, longest: number): Yin {
  const lags = longest + 2;
  const window = longest;
  const size = window + lags;
  const fft = realFft(fftSizeFor(size));
  const first = new Float32Array(fft.size + 2);
  const difference = new Float64Array(lags);
  const normalised = new Float64Array(lags);

  /** Leaves the spectrum in `fft`. */
  const transform = (stretch: Float32Array, length: number): void => {
    fft.samples.fill(0);
    fft.samples.set(stretch.subarray(0, length));
    fft.forward();
  };

  /** d(τ) of eq. 6, as the powers of both stretches less twice their correlation (eq. 7). */
  const correlate = (stretch: Float32Array): void => {
    transform(stretch, window);
    first.set(fft.spectrum);
    transform(stretch, size);
    const { spectrum } = fft;
    for (let k = 0; k < first.length; k += 2) {
      const [re, im] = [first[k]!, first[k + 1]!];
      const [reAll, imAll] = [spectrum[k]!, spectrum[k + 1]!];
      spectrum[k] = re * reAll + im * imAll;
      spectrum[k + 1] = re * imAll - im * reAll;
    }
    fft.inverse();
    let power = 0;
    for (let i = 0; i < window; i++) power += stretch[i]! ** 2;
    let shifted = power;
    for (let lag = 0; lag < lags; lag++) {
      difference[lag] = Math.max(0, power + shifted - 2 * fft.samples[lag]!);
      shifted += stretch[lag + window]! ** 2 - stretch[lag]! ** 2;
    }
    // Less than rounding makes of it is nothing at all: silence does not repeat.
    if (power + shifted < 1e-12) difference.fill(0);
  };

  const normalise = (): void => {
    normalised[0] = 1;
    let sum = 0;
    for (let lag = 1; lag < lags; lag++) {
      sum += difference[lag]!;
      normalised[lag] = sum > 0 ? (difference[lag]! * lag) / sum : 1;
    }
  };

  return {
    size,

    find(stretch, threshold) {
      correlate(stretch);
      normalise();
      let lowest = shortest;
      for (let lag = shortest; lag <= longest; lag++) {
        if (normalised[lag]! < normalised[lowest]!) lowest = lag;
        if (normalised[lag]! >= threshold) continue;
        let dip = lag;
        while (dip < longest && normalised[dip + 1]! < normalised[dip]!) dip += 1;
        return { period: dip + vertex(difference, dip), irregularity: normalised[dip]! };
      }
      return { period: 0, irregularity: Math.min(1, normalised[lowest]!) };
    },

    normalisedDifference(stretch) {
      correlate(stretch);
      normalise();
      return normalised;
    },
  };
}

/** Where a parabola through a dip and its neighbours is lowest, from −0.5 to 0.5 (step 5, on d itself). */
function vertex(values: Float64Array, at: number): number {
  const [before, here, after] = [values[at - 1]!, values[at]!, values[at + 1]!];
  const bend = before - 2 * here + after;
  return bend > 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}
