import { cos } from '#base/trigonometry.ts';
import { type Floats, fftMemory } from './fftMemory.ts';

/** The shapes a stretch of sound is faded with before it is transformed. */
export type WindowName = 'hann' | 'hamming' | 'blackman' | 'flat-top';

/**
 * Coefficients of Σ (−1)^k · a_k · cos(2πkn / N). Hann, Hamming and Blackman: Harris 1978, "On the use of
 * windows for harmonic analysis"; flat top: D'Antona and Ferrero 2006, five terms.
 */
const COEFFICIENTS: Readonly<Record<WindowName, readonly number[]>> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  'flat-top': [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
};

/**
 * `size` weights, 0 to 1. `periodic`, for spectra: sample `size` would equal sample 0. `symmetric`, for
 * filters: the last weight equals the first; `size` is then 2 or more.
 */
export function windowOf(
  name: WindowName,
  size: number,
  shape: 'periodic' | 'symmetric' = 'periodic',
): Float64Array {
  const coefficients = COEFFICIENTS[name];
  const period = shape === 'periodic' ? size : size - 1;
  return Float64Array.from({ length: size }, (_, n) => {
    let weight = 0;
    coefficients.forEach((a, k) => {
      weight += (k % 2 === 0 ? a : -a) * cos((2 * Math.PI * k * n) / period);
    });
    return weight;
  });
}

/** What a window makes of the amplitude of a sine on a bin: the mean of its weights. */
export function coherentGain(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
}

const placed = new Map<string, Floats>();

/** The periodic weights in the memory that transforms work on; made once per thread, and kept. */
export function placedWindow(name: WindowName, size: number): Floats {
  const key = `${name} ${size}`;
  let floats = placed.get(key);
  if (!floats) {
    floats = fftMemory().floats(size);
    floats.view.set(windowOf(name, size));
    placed.set(key, floats);
  }
  return floats;
}
