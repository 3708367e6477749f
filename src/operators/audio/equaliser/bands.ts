import { type BiquadShape } from '#operators/audio/_shared/biquad.ts';
import type { z } from 'zod';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/** One filter of the row: frequency in Hz, gain in dB. */
export interface Band {
  readonly shape: BiquadShape | 'off';
  readonly frequency: number;
  readonly gain: number;
  readonly q: number;
}

/** The five bands, in their order. */
export function bandsOf(p: Params): readonly Band[] {
  return [
    { shape: p.shape1, frequency: p.frequency1, gain: p.gain1, q: p.q1 },
    { shape: p.shape2, frequency: p.frequency2, gain: p.gain2, q: p.q2 },
    { shape: p.shape3, frequency: p.frequency3, gain: p.gain3, q: p.q3 },
    { shape: p.shape4, frequency: p.frequency4, gain: p.gain4, q: p.q4 },
    { shape: p.shape5, frequency: p.frequency5, gain: p.gain5, q: p.q5 },
  ];
}

/** Shapes whose gain says how much they boost or cut. */
export function hasGain(shape: Band['shape']): boolean {
  return shape === 'peak' || shape === 'low-shelf' || shape === 'high-shelf';
}
