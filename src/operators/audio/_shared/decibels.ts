import { log10 } from '#base/exponential.ts';
import { power } from '#base/power.ts';

/** The lowest level that is reported, in dB: silence, and everything a 20-bit converter cannot tell from it. */
export const FLOOR_DB = -120;

/** An amplitude of 0 or more in dB relative to 1, never below `FLOOR_DB`; NaN stays NaN. */
export function toDecibels(amplitude: number): number {
  return Math.max(FLOOR_DB, 20 * log10(amplitude));
}

/** The amplitude that lies `decibels` above 1. */
export function fromDecibels(decibels: number): number {
  return power(10, decibels / 20);
}
