import { log2 } from '#base/exponential.ts';

const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
/** Semitones from C0 up to A4, in scientific pitch notation (Young 1939). */
const A4 = 57;

/** A frequency as a note of equal temperament. */
export interface NoteName {
  /** `A4`, `C♯5`. */
  readonly name: string;
  /** How far it is off, −50 to 50. */
  readonly cents: number;
}

/** The nearest note, where the A above middle C has the frequency `tuning`. */
export function noteName(frequency: number, tuning: number): NoteName {
  const semitones = A4 + 12 * log2(frequency / tuning);
  const nearest = Math.round(semitones);
  const octave = Math.floor(nearest / 12);
  return {
    name: `${NAMES[nearest - 12 * octave]!}${octave}`,
    cents: 100 * (semitones - nearest),
  };
}
