import { log2 } from '#base/exponential.ts';
import { createFft } from './fft.ts';
import { type WindowName, windowOf } from './windows.ts';

/** Turns stretches of one size into powers by frequency. */
export interface PowerSpectrum {
  readonly size: number;
  /** Sum of the window's weights: a full-scale sine on a bin has a power of (gain / 2)². */
  readonly gain: number;
  /** |X|² of bins 0 to `size / 2`. Lent until the next call. */
  of(stretch: Float32Array): Float64Array;
}

/** For stretches of `size` samples, a power of two. */
export function createPowerSpectrum(size: number, window: WindowName): PowerSpectrum {
  const weights = windowOf(window, size);
  const fft = createFft(size);
  // Plain arrays: fft.js reads them a fifth faster than typed ones.
  const input: number[] = Array.from({ length: size }, () => 0);
  const output = fft.createComplexArray() as number[];
  const powers = new Float64Array(size / 2 + 1);

  return {
    size,
    gain: weights.reduce((sum, weight) => sum + weight, 0),
    of(stretch) {
      for (let i = 0; i < size; i++) input[i] = stretch[i]! * weights[i]!;
      fft.realTransform(output, input);
      for (let k = 0; k < powers.length; k++) {
        powers[k] = output[2 * k]! ** 2 + output[2 * k + 1]! ** 2;
      }
      return powers;
    },
  };
}

/** The power of two nearest to so many seconds, by ratio. */
export function sizeNear(seconds: number, sampleRate: number): number {
  return 2 ** Math.max(4, Math.round(log2(seconds * sampleRate)));
}
