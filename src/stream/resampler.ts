import { createFilterBench, SLICE } from './filterBench.ts';
import type { Polyphase } from './polyphase.ts';

/** Resamples one stretch of sound, block by block, in step with a counter of samples. */
export interface Resampler {
  /** Output samples that `length` more input samples complete. */
  ready(length: number): number;
  /** Takes in a block and fills `to`, which has as many samples as `ready` said, or fewer at the end. */
  render(from: readonly Float32Array[], to: readonly Float32Array[]): void;
  /** Output samples given so far. */
  readonly given: number;
}

/** Input k lies at the time of input sample 0 plus k periods; before it there is silence. */
export function createResampler(polyphase: Polyphase, channels: number): Resampler {
  const { up, down, reach } = polyphase;
  const bench = createFilterBench(polyphase, channels, down / up);
  // Samples in the bench begin with input sample `first`.
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
      const wanted = to[0]!.length;
      let done = 0;
      for (let at = 0; at < length; at += SLICE) {
        const end = Math.min(length, at + SLICE);
        const count = Math.min(
          wanted - done,
          Math.max(0, countTo(first + kept + end - at) - given),
        );
        const numerator = given * down;
        const place = Math.floor(numerator / up);
        for (let c = 0; c < channels; c++) {
          const samples = bench.samples[c]!;
          samples.set(from[c]!.subarray(at, end), kept);
          bench.filter(c, place - first - reach + 1, {
            phase: numerator - place * up,
            up,
            down,
            count,
          });
          to[c]!.set(bench.out.subarray(0, count), done);
        }
        kept += end - at;
        given += count;
        done += count;
        // What the next output sample reads must stay.
        const oldest = Math.floor((given * down) / up) - reach + 1;
        const gone = Math.max(0, Math.min(kept, oldest - first));
        for (const samples of bench.samples) samples.copyWithin(0, gone, kept);
        kept -= gone;
        first += gone;
      }
    },
  };
}
