import type { Polyphase } from './polyphase.ts';
import { soundLoops } from './soundLoops.ts';

/** Resamples one stretch of sound, block by block, in step with a counter of samples. */
export interface Resampler {
  /** Output samples that `length` more input samples complete. */
  ready(length: number): number;
  /** Takes in a block and fills `to`, which has as many samples as `ready` said, or fewer at the end. */
  render(from: readonly Float32Array[], to: readonly Float32Array[]): void;
  /** Output samples given so far. */
  readonly given: number;
}

/** Input samples that are taken in at once; a longer block comes in slices. */
const SLICE = 4096;
const PAGE_BYTES = 65_536;

/** Input k lies at the time of input sample 0 plus k periods; before it there is silence. */
export function createResampler(polyphase: Polyphase, channels: number): Resampler {
  const { up, down, reach } = polyphase;
  const bench = createBench(polyphase, channels);
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
          bench.filter(c, place - first - reach + 1, numerator - place * up, count);
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

/** The filter with the memory it works in. */
interface Bench {
  /** The kept samples of each channel, and room for a slice. */
  readonly samples: readonly Float32Array[];
  readonly out: Float32Array;
  /** Fills `out` with `count` samples: the first reads channel `c` from sample `start` on, at `phase`. */
  filter(c: number, start: number, phase: number, count: number): void;
}

/** Memory of its own, which goes with the resampler: nobody has to free it. */
function createBench({ up, down, reach, table, rows }: Polyphase, channels: number): Bench {
  const taps = 2 * reach;
  const room = taps + Math.ceil(down / up) + SLICE + 4;
  const most = Math.ceil(((SLICE + 1) * up) / down) + 1;
  const floats = table.length + channels * room + most;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((floats * 4) / PAGE_BYTES) });
  const loops = soundLoops(memory);
  new Float32Array(memory.buffer, 0, table.length).set(table);
  const begins = Array.from({ length: channels }, (_, c) => (table.length + c * room) * 4);
  const to = (table.length + channels * room) * 4;

  return {
    samples: begins.map((address) => new Float32Array(memory.buffer, address, room)),
    out: new Float32Array(memory.buffer, to, most),
    filter(c, start, phase, count) {
      const from = begins[c]! + start * 4;
      if (rows === up) loops.filter(from, 0, taps, phase, up, down, to, count);
      else loops.filterBetween(from, 0, taps, rows, phase, up, down, to, count);
    },
  };
}
