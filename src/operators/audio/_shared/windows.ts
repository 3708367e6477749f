import { cos } from '#base/trigonometry.ts';

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

/** `size` weights, 0 to 1, periodic: sample `size` would equal sample 0. */
export function windowOf(name: WindowName, size: number): Float64Array {
  const coefficients = COEFFICIENTS[name];
  return Float64Array.from({ length: size }, (_, n) => {
    let weight = 0;
    coefficients.forEach((a, k) => {
      weight += (k % 2 === 0 ? a : -a) * cos((2 * Math.PI * k * n) / size);
    });
    return weight;
  });
}
