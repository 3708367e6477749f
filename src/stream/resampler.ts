import type { Polyphase } from './polyphase.ts';

/** Resamples one stretch of sound, block by block, in step with a counter of samples. */
export interface Resampler {
  /** Output samples that `length` more input samples complete. */
  ready(length: number): number;
  /** Takes in a block and fills `to`, which has as many samples as `ready` said. */
  render(from: readonly Float32Array[], to: readonly Float32Array[]): void;
  /** Output samples given so far. */
  readonly given: number;
}

/** Input k lies at the time of input sample 0 plus k periods; before it there is silence. */
export function createResampler(polyphase: Polyphase, channels: number): Resampler {
  const { up, down, reach } = polyphase;
  // Samples in `history` begin with input sample `first`.
  let history = Array.from({ length: channels }, () => new Float32Array(reach));
  let kept = reach;
  let first = -reach;
  let given = 0;

  /** The first output sample that needs input sample `end` or later. */
  const countTo = (end: number): number => {
    // Output k reads up to floor(k · down / up) + reach, which must be below end.
    const places = end - reach;
    return places <= 0 ? 0 : Math.ceil((places * up) / down);
  };

  return {
    ready: (length) => Math.max(0, countTo(first + kept + length) - given),
    get given() {
      return given;
    },
    render(from, to) {
      const { length } = from[0]!;
      if (history[0]!.length < kept + length) {
        history = history.map((samples) => {
          const longer = new Float32Array(2 * (kept + length));
          longer.set(samples.subarray(0, kept));
          return longer;
        });
      }
      history.forEach((samples, c) => samples.set(from[c]!, kept));
      kept += length;
      const count = to[0]!.length;
      for (let k = 0; k < count; k++) {
        const numerator = (given + k) * down;
        const place = Math.floor(numerator / up);
        for (let c = 0; c < channels; c++) {
          to[c]![k] = polyphase.sample(history[c]!, place - first, numerator - place * up);
        }
      }
      given += count;
      // What the next output sample reads must stay.
      const oldest = Math.floor((given * down) / up) - reach + 1;
      const gone = Math.max(0, Math.min(kept, oldest - first));
      for (const samples of history) samples.copyWithin(0, gone, kept);
      kept -= gone;
      first += gone;
    },
  };
}
