import { sin } from '#base/trigonometry.ts';

/** The lower rate's half is 1: what lies below passes, what lies above 1 is stopped. */
const PASS = 0.9;
/** In dB, with 2 to spare: what is stopped is down by 96. The ripple where it passes is as small, 0.0002 dB. */
const ATTENUATION = 98;
/** More phases than these are read between: a straight line is then off by −130 dB at most. */
const MOST_PHASES = 2048;

/** The coefficients of one ratio of rates. Output sample k lies at input sample k · down / up. */
export interface Polyphase {
  readonly up: number;
  readonly down: number;
  /** Input samples that one output sample takes from each side, a multiple of 4. */
  readonly reach: number;
  /** `2 · reach` coefficients for each of `rows` phases, spread over one input sample, and one row more. */
  readonly table: Float32Array;
  readonly rows: number;
}

/**
 * A low pass between the rates as a sinc under a Kaiser window (Kaiser 1974; Oppenheim and Schafer,
 * "Discrete-time signal processing", eq. 7.75 and 7.76), cut into its phases: as many as the ratio has, or `phases`
 * where what is read lies anywhere between them.
 */
export function createPolyphase(from: number, to: number, phases?: number): Polyphase {
  const common = greatestCommonDivisor(from, to);
  const up = to / common;
  const down = from / common;
  // Cycles per input sample, times two: the cut-off in the middle between pass and stop.
  const scale = Math.min(1, to / from);
  const cutoff = (scale * (1 + PASS)) / 2;
  const width = Math.PI * scale * (1 - PASS);
  // So that a row is whole pairs of vectors of four.
  const reach = 4 * Math.ceil((ATTENUATION - 7.95) / (2.285 * width) / 8);
  const beta = 0.1102 * (ATTENUATION - 8.7);
  const taps = 2 * reach;
  const rows = phases ?? Math.min(up, MOST_PHASES);
  // One phase more than there are, for the line from the last one to the first of the next sample.
  const table = new Float32Array((rows + 1) * taps);
  for (let phase = 0; phase <= rows; phase++) {
    let sum = 0;
    const row = Array.from({ length: taps }, (_, tap) => {
      const at = tap - reach + 1 - phase / rows;
      const weight = cutoff * sinc(cutoff * at) * kaiser(at / reach, beta);
      sum += weight;
      return weight;
    });
    // Each phase passes 0 Hz alike, so that a constant has no pattern in it.
    row.forEach((weight, tap) => {
      table[phase * taps + tap] = weight / sum;
    });
  }

  return { up, down, reach, table, rows };
}

function sinc(x: number): number {
  return x === 0 ? 1 : sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number, beta: number): number {
  // Rows are normalised, so its height, I₀(β), cancels out.
  return Math.abs(x) > 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x));
}

/** The modified Bessel function of order 0, by its series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
