import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';

/** The samples of one utterance, −1 to 1, in memory that is used again for the next. */
export interface SampleStore {
  readonly length: number;
  add(piece: Int16Array): void;
  clear(): void;
  /** All samples so far; a view that the next call ends. */
  samples(): Float32Array<ArrayBuffer>;
}

/** Grows by doubling; it begins with eight seconds. */
export function createSampleStore(): SampleStore {
  let samples = new Float32Array(SPEECH_RATE * 8);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(piece) {
      if (length + piece.length > samples.length) {
        const larger = new Float32Array(samples.length * 2);
        larger.set(samples);
        samples = larger;
      }
      for (let i = 0; i < piece.length; i++) samples[length + i] = piece[i]! / 32_768;
      length += piece.length;
    },
    clear() {
      length = 0;
    },
    samples: () => samples.subarray(0, length),
  };
}
