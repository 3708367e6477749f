import { cosineRows } from '#stream/cosines.ts';
import { createMelBands } from '#stream/melBands.ts';
import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';

/** Samples from one vector to the next: 10 ms. */
export const HOP = 160;
/** Samples that a vector is made of: 32 ms. */
export const STRETCH = 512;
/** Numbers in a vector: what the coefficients are, and how they move. */
export const SIZE = 24;

const BANDS = 26;
/** The first coefficient, which is the loudness, is left out: how loud a word is said does not count. */
const COEFFICIENTS = SIZE / 2;
/** Vectors on either side by which it is told how the coefficients move. */
const REACH = 2;

/** Turns 16 kHz mono into vectors, one every `HOP` samples. */
export interface Features {
  /** The vectors that the samples complete; each is the caller's own. */
  push(samples: Float32Array): readonly Float32Array[];
}

/** Vectors come this much later than the middle of what they are about, in samples. */
export const LAG = STRETCH / 2 + REACH * HOP;

/**
 * Mel-frequency cepstral coefficients 1 to 12 and their slopes (Davis and Mermelstein 1980; Furui 1986).
 */
export function createFeatures(): Features {
  const bands = createMelBands(
    { bands: BANDS, size: STRETCH, lowest: 80, highest: 7600 },
    SPEECH_RATE,
  );
  const rows = cosineRows(COEFFICIENTS + 1, BANDS);
  const stretch = new Float32Array(STRETCH);
  let filled = 0;
  const recent: Float32Array[] = [];

  const cepstrum = (): Float32Array => {
    const levels = bands(stretch);
    return Float32Array.from({ length: COEFFICIENTS }, (_, k) => {
      let sum = 0;
      for (let n = 0; n < BANDS; n++) sum += rows[(k + 1) * BANDS + n]! * levels[n]!;
      return sum;
    });
  };

  /** The middle one of the newest five, with the slope of the line through all of them. */
  const vector = (): Float32Array => {
    const middle = recent[REACH]!;
    const out = new Float32Array(SIZE);
    for (let k = 0; k < COEFFICIENTS; k++) {
      let slope = 0;
      for (let d = 1; d <= REACH; d++)
        slope += d * (recent[REACH + d]![k]! - recent[REACH - d]![k]!);
      out[k] = middle[k]!;
      out[COEFFICIENTS + k] = slope / 10;
    }
    return out;
  };

  return {
    push(samples) {
      const vectors: Float32Array[] = [];
      for (const sample of samples) {
        stretch[filled] = sample;
        filled += 1;
        if (filled < STRETCH) continue;
        filled = STRETCH - HOP;
        recent.push(cepstrum());
        stretch.copyWithin(0, HOP);
        if (recent.length > 2 * REACH + 1) recent.shift();
        if (recent.length === 2 * REACH + 1) vectors.push(vector());
      }
      return vectors;
    },
  };
}
