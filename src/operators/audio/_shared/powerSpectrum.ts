import { log2 } from '#base/exponential.ts';
import { realFft, SMALLEST_FFT } from '#stream/fft.ts';
import { coherentGain, placedWindow, type WindowName, windowOf } from '#stream/windows.ts';

/** Turns stretches of one size into powers by frequency. */
export interface PowerSpectrum {
  readonly size: number;
  /** Sum of the window's weights: a full-scale sine on a bin has a power of (gain / 2)². */
  readonly gain: number;
  /**
   * |X|² of bins 0 to `size / 2`, of `size` samples from `start` on; where the array ends, it goes on at its
   * beginning. Lent until the next call of any spectrum.
   */
  of(stretch: Float32Array, start?: number): Float32Array<ArrayBuffer>;
}

/** For stretches of `size` samples, a power of two from 32 on. */
export function createPowerSpectrum(size: number, window: WindowName): PowerSpectrum {
  const weights = placedWindow(window, size);
  const fft = realFft(size);

  return {
    size,
    gain: coherentGain(windowOf(window, size)) * size,
    of(stretch, start = 0) {
      const end = Math.min(stretch.length, start + size);
      fft.samples.set(stretch.subarray(start, end));
      if (end - start < size)
        fft.samples.set(stretch.subarray(0, size - (end - start)), end - start);
      return fft.powers(weights);
    },
  };
}

/** The power of two nearest to so many seconds, by ratio; no less than can be transformed. */
export function sizeNear(seconds: number, sampleRate: number): number {
  return Math.max(SMALLEST_FFT, 2 ** Math.round(log2(seconds * sampleRate)));
}
