import { exp } from '#base/exponential.ts';
import { power } from '#base/power.ts';

/** Lines filtered side by side: the sums of one line wait for each other, those of four do not. */
export const LANES = 4;

/** Filters four interleaved lines at once. */
export interface LineFilter {
  /** How far beyond both ends it reads. */
  readonly reach: number;
  /** What makes up for the sum of its weights. */
  readonly scale: number;
  /** Reads `length + 2 * reach` samples of each line and leaves `length` results at its start. */
  apply(lines: Float64Array, length: number): void;
}

/** Distance up to which the Gaussian itself is summed. */
const TAPS = 6;

/** The Gaussian sampled at whole distances up to 6; for `sigma` up to 2, where that leaves out 0.1 %. */
export function sampledGaussian(sigma: number): LineFilter {
  const weights = Float64Array.from({ length: TAPS + 1 }, (_, distance) =>
    sigma > 0 ? exp(-(distance * distance) / (2 * sigma * sigma)) : Number(distance === 0),
  );
  return {
    reach: TAPS,
    scale: 1 / (2 * weights.reduce((sum, weight) => sum + weight) - weights[0]!),
    apply: (lines, length) => convolve(lines, length, weights),
  };
}

/** Symmetric weights over four interleaved lines in place, result i over sample i. */
function convolve(lines: Float64Array, length: number, weights: Float64Array): void {
  // Written out: a loop over the weights takes three times as long.
  const a = weights[0]!;
  const b = weights[1]!;
  const c = weights[2]!;
  const d = weights[3]!;
  const e = weights[4]!;
  const f = weights[5]!;
  const g = weights[6]!;
  for (let i = 0; i < LANES * length; i++) {
    lines[i] =
      a * lines[i + 24]! +
      b * (lines[i + 20]! + lines[i + 28]!) +
      c * (lines[i + 16]! + lines[i + 32]!) +
      d * (lines[i + 12]! + lines[i + 36]!) +
      e * (lines[i + 8]! + lines[i + 40]!) +
      f * (lines[i + 4]! + lines[i + 44]!) +
      g * (lines[i]! + lines[i + 48]!);
  }
}

/**
 * Three extended boxes of together the Gaussian's variance, in a time that does not grow with it: each is
 * `2 r + 1` samples of weight 1 and one of weight `edge`, 0 to 1, at either end. After P. Gwosdek et al.,
 * Theoretical Foundations of Gaussian Convolution by Extended Box Filtering, 2011, equations 10 to 13.
 */
export function tripleBox(sigma: number): LineFilter {
  const variance = (sigma * sigma) / 3;
  const r = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const outer = (r + 1) * (r + 1);
  const edge = ((2 * r + 1) * (r * (r + 1) - 3 * variance)) / (6 * (variance - outer));
  return {
    reach: 3 * (r + 1),
    scale: power(2 * r + 1 + 2 * edge, -3),
    apply(lines, length) {
      for (let pass = 2; pass >= 0; pass--) {
        extendedBox(lines, length + 2 * pass * (r + 1), r, edge);
      }
    },
  };
}

/** One box over four interleaved lines in place, result i over sample i, `length` results a line. */
function extendedBox(lines: Float64Array, length: number, radius: number, edge: number): void {
  const span = LANES * (2 * radius + 2);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = LANES; i < span; i += LANES) {
    a += lines[i]!;
    b += lines[i + 1]!;
    c += lines[i + 2]!;
    d += lines[i + 3]!;
  }
  let firstA = lines[0]!;
  let firstB = lines[1]!;
  let firstC = lines[2]!;
  let firstD = lines[3]!;
  for (let i = 0; i < LANES * length; i += LANES) {
    const lastA = lines[i + span]!;
    const lastB = lines[i + span + 1]!;
    const lastC = lines[i + span + 2]!;
    const lastD = lines[i + span + 3]!;
    lines[i] = a + edge * (firstA + lastA);
    lines[i + 1] = b + edge * (firstB + lastB);
    lines[i + 2] = c + edge * (firstC + lastC);
    lines[i + 3] = d + edge * (firstD + lastD);
    firstA = lines[i + 4]!;
    firstB = lines[i + 5]!;
    firstC = lines[i + 6]!;
    firstD = lines[i + 7]!;
    a += lastA - firstA;
    b += lastB - firstB;
    c += lastC - firstC;
    d += lastD - firstD;
  }
}
