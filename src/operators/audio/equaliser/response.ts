import { log10 } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { cos, sin } from '#base/trigonometry.ts';
import { type Biquad, biquadOf } from '#operators/audio/_shared/biquad.ts';
import type { Band } from './bands.ts';

/** What a response curve shows: frequencies in Hz, spaced by ratio, and dB either way. */
export const RANGE = { lowest: 20, highest: 20_000, most: 26 } as const;

/** What all bands together do at a frequency, in dB. */
export function responseAt(frequency: number, bands: readonly Band[], sampleRate: number): number {
  return bands.reduce((sum, { shape, ...band }) => {
    if (shape === 'off') return sum;
    return sum + gainAt(frequency, biquadOf(shape, band, sampleRate), sampleRate);
  }, 0);
}

/** 20 · log₁₀ |H| of one filter on the unit circle. */
function gainAt(frequency: number, { b0, b1, b2, a1, a2 }: Biquad, sampleRate: number): number {
  const omega = (2 * Math.PI * frequency) / sampleRate;
  const [c1, s1, c2, s2] = [cos(omega), sin(omega), cos(2 * omega), sin(2 * omega)];
  const square = (x: number, y: number): number => x * x + y * y;
  const above = square(b0 + b1 * c1 + b2 * c2, b1 * s1 + b2 * s2);
  const below = square(1 + a1 * c1 + a2 * c2, a1 * s1 + a2 * s2);
  return 10 * log10(above / below + 1e-12);
}

/** Where a frequency lies across the curve, 0 to 1. */
export function acrossOf(frequency: number): number {
  return log10(frequency / RANGE.lowest) / log10(RANGE.highest / RANGE.lowest);
}

/** The frequency at a place across, held within the curve. */
export function frequencyAt(across: number): number {
  const held = Math.max(0, Math.min(1, across));
  return RANGE.lowest * power(RANGE.highest / RANGE.lowest, held);
}

/** Where a gain lies down the curve, 0 to 1. */
export function downOf(gain: number): number {
  return 0.5 - gain / (2 * RANGE.most);
}

/** The gain at a place down, in dB, held within the limits of a band. */
export function gainAtPlace(down: number): number {
  return Math.max(-24, Math.min(24, (0.5 - down) * 2 * RANGE.most));
}
