import { exp, log, log10 } from '#base/exponential.ts';
import { realFft } from './fft.ts';
import { placedWindow } from './windows.ts';

/** Where bands lie; frequencies in Hz. */
export interface MelPlan {
  readonly bands: number;
  /** Samples in a spectrum, a power of two. */
  readonly size: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Powers below are reported as this, in dB. */
const FLOOR_DB = -100;

/** Turns stretches of one size into powers in mel bands, in dB. */
export type MelBands = (stretch: Float32Array) => Float32Array<ArrayBuffer>;

/**
 * Triangles of one area, their corners evenly spaced in mels, over the power spectrum through a Hann window
 * (Slaney 1998, "Auditory Toolbox", as librosa has it: |X|² as it is, areas of 2 / width in Hz).
 */
export function createMelBands(plan: MelPlan, sampleRate: number): MelBands {
  const { bands, size } = plan;
  const fft = realFft(size);
  const window = placedWindow('hann', size);
  const from = melOf(plan.lowest);
  const to = melOf(Math.min(plan.highest, sampleRate / 2));
  const corners = Array.from({ length: bands + 2 }, (_, i) =>
    hertzOf(from + ((to - from) * i) / (bands + 1)),
  );
  const filters = Array.from({ length: bands }, (_, b) => {
    const [low, middle, high] = [corners[b]!, corners[b + 1]!, corners[b + 2]!];
    const first = Math.max(0, Math.floor((low * size) / sampleRate));
    const last = Math.min(size / 2, Math.ceil((high * size) / sampleRate));
    const weights = Float64Array.from({ length: last - first + 1 }, (_, i) => {
      const at = ((first + i) * sampleRate) / size;
      const slope = Math.min((at - low) / (middle - low), (high - at) / (high - middle));
      return (Math.max(0, slope) * 2) / (high - low);
    });
    return { first, weights };
  });

  return (stretch) => {
    fft.samples.set(stretch);
    const powers = fft.powers(window);
    return Float32Array.from(filters, ({ first, weights }) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * powers[first + i]!;
      return Math.max(FLOOR_DB, 10 * log10(sum));
    });
  };
}

/** Slaney's scale: 15 mels are 1 kHz, even below, by ratio above, 27 mels for a factor of 6.4. */
const LINEAR_TO = 1000;
const MELS_TO = 15;
const LOG_STEP = log(6.4) / 27;

function melOf(hertz: number): number {
  return hertz < LINEAR_TO
    ? (hertz * MELS_TO) / LINEAR_TO
    : MELS_TO + log(hertz / LINEAR_TO) / LOG_STEP;
}

function hertzOf(mel: number): number {
  return mel < MELS_TO ? (mel * LINEAR_TO) / MELS_TO : LINEAR_TO * exp((mel - MELS_TO) * LOG_STEP);
}
