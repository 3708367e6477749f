import { FLOOR_DB } from '#operators/audio/_shared/decibels.ts';
import { log10 } from '#base/exponential.ts';
import { createPowerSpectrum } from '#operators/audio/_shared/powerSpectrum.ts';
import type { WindowName } from '#stream/windows.ts';

/** Turns stretches of one size into spectra; made once per size and window. */
export interface Analyser {
  readonly size: number;
  /**
   * Magnitudes in dBFS of bins 0 to `size / 2` into `out`, −120 or more: a full-scale sine on a bin is 0.
   * Reads `size` samples of the ring `samples` from index `start` on, going round. NaN in, NaN out.
   */
  analyse(samples: Float32Array, start: number, out: Float32Array): void;
}

/** An analyser for `size` samples, a power of two. */
export function createAnalyser(size: number, windowName: WindowName): Analyser {
  const spectrum = createPowerSpectrum(size, windowName);
  // Power of a bin as (2|X| / Σw)²; 0 Hz and the highest bin have no mirror image to double with.
  const paired = 4 / spectrum.gain ** 2;
  const single = 1 / spectrum.gain ** 2;

  return {
    size,
    analyse(samples, start, out) {
      const powers = spectrum.of(samples, start);
      const last = size / 2;
      for (let k = 0; k <= last; k++) {
        const power = powers[k]! * (k === 0 || k === last ? single : paired);
        out[k] = Math.max(FLOOR_DB, 10 * log10(power));
      }
    },
  };
}

/**
 * The highest bin above 0 Hz, as a fraction of bins: the top of the parabola through it and its
 * neighbours in dB (Smith, "Spectral Audio Signal Processing", quadratic interpolation). 0 in silence.
 */
export function peakBin(decibels: Float32Array): number {
  let best = 0;
  let highest = FLOOR_DB;
  for (let k = 1; k < decibels.length; k++) {
    if (decibels[k]! > highest) {
      highest = decibels[k]!;
      best = k;
    }
  }
  if (best === 0 || best === decibels.length - 1) return best;
  const before = decibels[best - 1]!;
  const after = decibels[best + 1]!;
  const bend = before - 2 * highest + after;
  return bend === 0 ? best : best + (before - after) / (2 * bend);
}
