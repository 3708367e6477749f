import { log10 } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { createGoertzel } from '#operators/audio/_shared/goertzel.ts';

/** Tones of the rows and columns in Hz (ITU-T Q.23). */
export const ROWS = [697, 770, 852, 941] as const;
/** The columns, in Hz. */
export const COLUMNS = [1209, 1336, 1477, 1633] as const;

/** The key at row and column: digits as they are, 10 the star, 11 the hash, 12 to 15 the letters A to D. */
export const KEYS: readonly (readonly number[])[] = [
  [1, 2, 3, 12],
  [4, 5, 6, 13],
  [7, 8, 9, 14],
  [10, 0, 11, 15],
];

/** The strongest other tone of a group must be so much weaker, as a ratio of powers: 6 dB. */
const CLEAR = 4;
/** Both tones together must have this share of all power: speech has less in any two narrow bands. */
const SHARE = 0.4;

/** Limits of a decoder, in dB. */
export interface Limits {
  readonly threshold: number;
  readonly twist: number;
}

/**
 * Tells the key that sounds in a stretch of `size` samples; undefined for none. 25.6 ms tell neighbours
 * 73 Hz apart and take tones that are 1.5 % off, while 3.5 % are refused (ITU-T Q.24).
 */
export function createKeypad(
  sampleRate: number,
  size: number,
): (stretch: Float32Array, limits: Limits) => number | undefined {
  const weights = new Float64Array(size).fill(1);
  const rows = ROWS.map((tone) => createGoertzel(tone, sampleRate, weights));
  const columns = COLUMNS.map((tone) => createGoertzel(tone, sampleRate, weights));

  return (stretch, { threshold, twist }) => {
    const row = strongest(rows.map((tone) => tone.power(stretch)));
    const column = strongest(columns.map((tone) => tone.power(stretch)));
    if (!row || !column) return undefined;
    const least = power(10, threshold / 10) / 2;
    if (Math.min(row.power, column.power) < least) return undefined;
    if (Math.abs(10 * log10(row.power / column.power)) > twist) return undefined;
    let total = 0;
    for (let i = 0; i < size; i++) total += stretch[i]! * stretch[i]!;
    if (row.power + column.power < (SHARE * total) / size) return undefined;
    return KEYS[row.index]![column.index];
  };
}

/** The tone that stands out from the others; undefined if none does. */
function strongest(
  powers: readonly number[],
): { readonly index: number; readonly power: number } | undefined {
  const power = Math.max(...powers);
  const index = powers.indexOf(power);
  const others = powers.filter((_, i) => i !== index);
  return power > CLEAR * Math.max(...others) ? { index, power } : undefined;
}
