import { cos } from '#base/trigonometry.ts';

/** Hears one frequency in stretches of `size` samples. */
export interface Goertzel {
  /** The power of the part at that frequency: a² / 2 for a sine of amplitude a that fits into the stretch. */
  power(stretch: Float32Array): number;
}

/**
 * One term of the Fourier transform by a recursion (Goertzel 1958, "An algorithm for the evaluation of
 * finite trigonometric series"), at any frequency in Hz, of a stretch faded by `weights`.
 */
export function createGoertzel(
  frequency: number,
  sampleRate: number,
  weights: Float64Array,
): Goertzel {
  const omega = (2 * Math.PI * frequency) / sampleRate;
  const cosine = cos(omega);
  const gain = weights.reduce((sum, weight) => sum + weight, 0);

  return {
    power(stretch) {
      let newer = 0;
      let older = 0;
      for (let i = 0; i < weights.length; i++) {
        const value = stretch[i]! * weights[i]! + 2 * cosine * newer - older;
        older = newer;
        newer = value;
      }
      const squared = newer * newer + older * older - 2 * cosine * newer * older;
      return (2 * Math.max(0, squared)) / (gain * gain);
    },
  };
}

/** The power of a stretch faded by `weights`, as if it were not: a² / 2 for a sine of amplitude a. */
export function weightedPower(stretch: Float32Array, weights: Float64Array): number {
  let sum = 0;
  let gain = 0;
  for (let i = 0; i < weights.length; i++) {
    const power = weights[i]! * weights[i]!;
    sum += stretch[i]! * stretch[i]! * power;
    gain += power;
  }
  return sum / gain;
}
