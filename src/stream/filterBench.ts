import type { Polyphase } from './polyphase.ts';
import { soundLoops } from './soundLoops.ts';

/** Input samples that are taken in at once; a longer block comes in slices. */
export const SLICE = 4096;
const PAGE_BYTES = 65_536;

/** Where a row of output samples lies between input samples. */
export interface Places {
  /** How far the first one is behind its input sample, in parts of `up`. */
  readonly phase: number;
  /** Parts that an input sample has, and those from one output sample to the next. */
  readonly up: number;
  readonly down: number;
  readonly count: number;
}

/** A filter with the memory it works in. */
export interface FilterBench {
  /** The kept samples of each channel, and room for a slice. */
  readonly samples: readonly Float32Array[];
  readonly out: Float32Array;
  /** Fills `out`: its first sample reads channel `c` from sample `start` on. */
  filter(c: number, start: number, places: Places): void;
}

/**
 * Memory of its own, which goes with the bench: nobody has to free it. `step` is how many input samples lie
 * between two output samples, at most.
 */
export function createFilterBench(
  { reach, table, rows }: Pick<Polyphase, 'reach' | 'table' | 'rows'>,
  channels: number,
  step: number,
): FilterBench {
  const taps = 2 * reach;
  const room = taps + Math.ceil(step) + SLICE + 4;
  const most = Math.ceil((SLICE + 1) / Math.min(1, step / 1.05)) + 1;
  const floats = table.length + channels * room + most;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((floats * 4) / PAGE_BYTES) });
  const loops = soundLoops(memory);
  new Float32Array(memory.buffer, 0, table.length).set(table);
  const begins = Array.from({ length: channels }, (_, c) => (table.length + c * room) * 4);
  const to = (table.length + channels * room) * 4;

  return {
    samples: begins.map((address) => new Float32Array(memory.buffer, address, room)),
    out: new Float32Array(memory.buffer, to, most),
    filter(c, start, { phase, up, down, count }) {
      const from = begins[c]! + start * 4;
      if (rows === up) loops.filter(from, 0, taps, phase, up, down, to, count);
      else loops.filterBetween(from, 0, taps, rows, phase, up, down, to, count);
    },
  };
}
