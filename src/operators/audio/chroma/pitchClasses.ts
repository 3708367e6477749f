import { log, log2 } from '#base/exponential.ts';

/** Where notes lie, in Hz: the A above middle C, and the limits of what counts. */
export interface Notes {
  readonly tuning: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Below this part of full scale a note is silence: −100 dB. */
const SILENCE = 1e-10;
const NOTES = 12;
/** The A is the tenth note from C on. */
const A_FROM_C = 9;

/**
 * Sums the peaks of a power spectrum by note (Fujishima 1999, "Realtime chord recognition of musical
 * sound"). Only peaks count, at the frequency a parabola through their dB gives: the skirts of a low note
 * would fall into its neighbours.
 */
export function createPitchClasses(
  { tuning, lowest, highest }: Notes,
  size: number,
  sampleRate: number,
): (powers: Float32Array) => Float32Array<ArrayBuffer> {
  const first = Math.max(1, Math.ceil((lowest * size) / sampleRate) - 1);
  const last = Math.min(size / 2 - 1, Math.floor((highest * size) / sampleRate) + 1);
  const silent = SILENCE * (size / 4) ** 2;

  return (powers) => {
    const sums = new Float32Array(NOTES);
    for (let k = first; k <= last; k++) {
      const [before, here, after] = [powers[k - 1]!, powers[k]!, powers[k + 1]!];
      if (here <= silent || here < before || here <= after) continue;
      const frequency = ((k + summit(before, here, after)) * sampleRate) / size;
      if (frequency < lowest || frequency > highest) continue;
      const semitones = Math.round(NOTES * log2(frequency / tuning)) + A_FROM_C;
      sums[((semitones % NOTES) + NOTES) % NOTES]! += here;
    }
    const strongest = Math.max(...sums);
    return strongest > 0 ? sums.map((sum) => sum / strongest) : sums;
  };
}

/** Where the parabola through the logarithms of three powers is highest, from −0.5 to 0.5. */
function summit(before: number, here: number, after: number): number {
  const [a, b, c] = [before, here, after].map((power) => log(Math.max(power, Number.MIN_VALUE)));
  const bend = a! - 2 * b! + c!;
  return bend < 0 ? (a! - c!) / (2 * bend) : 0;
}
