import { power } from '#base/power.ts';
import { cos, sin } from '#base/trigonometry.ts';

/** What a second-order filter does. */
export type BiquadShape =
  | 'peak'
  | 'low-shelf'
  | 'high-shelf'
  | 'low-pass'
  | 'high-pass'
  | 'band-pass'
  | 'notch';

/** H(z) = (b0 + b1·z⁻¹ + b2·z⁻²) / (1 + a1·z⁻¹ + a2·z⁻²). */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Just below half the sample rate, where the bilinear transform still has a meaning; a fraction of the rate. */
const HIGHEST = 0.4999;

/**
 * A filter by R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients". Frequency
 * in Hz, held below half the rate; `gain` in dB counts for peak and shelves alone. Band-pass peaks at 0 dB.
 */
export function biquadOf(
  shape: BiquadShape,
  { frequency, gain, q }: { readonly frequency: number; readonly gain: number; readonly q: number },
  sampleRate: number,
): Biquad {
  const omega = 2 * Math.PI * Math.min(frequency / sampleRate, HIGHEST);
  const cosine = cos(omega);
  const alpha = sin(omega) / (2 * q);
  const a = power(10, gain / 40);
  switch (shape) {
    case 'peak':
      return normalised(
        [1 + alpha * a, -2 * cosine, 1 - alpha * a],
        [1 + alpha / a, -2 * cosine, 1 - alpha / a],
      );
    case 'low-shelf':
      return shelf(a, cosine, alpha);
    case 'high-shelf': {
      // The mirror image of the low shelf: z → −z.
      const { b0, b1, b2, a1, a2 } = shelf(a, -cosine, alpha);
      return { b0, b1: -b1, b2, a1: -a1, a2 };
    }
    case 'low-pass':
      return normalised(
        [(1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2],
        [1 + alpha, -2 * cosine, 1 - alpha],
      );
    case 'high-pass':
      return normalised(
        [(1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2],
        [1 + alpha, -2 * cosine, 1 - alpha],
      );
    case 'band-pass':
      return normalised([alpha, 0, -alpha], [1 + alpha, -2 * cosine, 1 - alpha]);
    case 'notch':
      return normalised([1, -2 * cosine, 1], [1 + alpha, -2 * cosine, 1 - alpha]);
  }
}

function shelf(a: number, cos: number, alpha: number): Biquad {
  const slope = 2 * Math.sqrt(a) * alpha;
  return normalised(
    [
      a * (a + 1 - (a - 1) * cos + slope),
      2 * a * (a - 1 - (a + 1) * cos),
      a * (a + 1 - (a - 1) * cos - slope),
    ],
    [a + 1 + (a - 1) * cos + slope, -2 * (a - 1 + (a + 1) * cos), a + 1 + (a - 1) * cos - slope],
  );
}

type Triple = readonly [number, number, number];

function normalised([b0, b1, b2]: Triple, [a0, a1, a2]: Triple): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/** Filters of one channel in a row, with their memory: transposed direct form II, in double precision. */
export interface BiquadChain {
  /** One sample through all of them. */
  next(sample: number): number;
  /** A chain of other filters, as many, that goes on from this one's memory. */
  become(filters: readonly Biquad[]): BiquadChain;
}

/** A chain at rest, or with the memory of another: two numbers a filter. */
export function createBiquadChain(
  filters: readonly Biquad[],
  memory: Float64Array = new Float64Array(2 * filters.length),
): BiquadChain {
  return {
    next(sample) {
      let x = sample;
      for (let i = 0; i < filters.length; i++) {
        const { b0, b1, b2, a1, a2 } = filters[i]!;
        const y = b0 * x + memory[2 * i]!;
        memory[2 * i] = b1 * x - a1 * y + memory[2 * i + 1]!;
        memory[2 * i + 1] = b2 * x - a2 * y;
        x = y;
      }
      return x;
    },
    become: (changed) => createBiquadChain(changed, memory.slice()),
  };
}
