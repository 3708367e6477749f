import { createConvolution } from './convolution.ts';

/** Blocks of the later part of a response are so much longer: long ones cost less, and it can wait. */
const LONGER = 16;

/** Convolves one channel, block by block, with a response of any length. */
export interface Convolver {
  /** Goes over to another response without a click. The first one begins at once. */
  become(response: Float32Array): void;
  /** The block that belongs to `samples`; both have `block` samples. Lent until the next call. */
  next(samples: Float32Array): Float32Array;
}

/** At rest. */
export function createConvolver(block: number): Convolver {
  const long = block * LONGER;
  const early = createConvolution(block);
  const late = createConvolution(long);
  const gathered = new Float32Array(long);
  // What the late part adds from now on: it begins a long block after the sound it answers.
  const ahead = new Float32Array(long);
  const sum = new Float32Array(block);
  let at = 0;

  return {
    become(response) {
      early.become(response, 0, long);
      late.become(response, long, response.length);
    },
    next(samples) {
      const soon = early.next(samples);
      for (let i = 0; i < block; i++) sum[i] = soon[i]! + ahead[at + i]!;
      gathered.set(samples, at);
      at += block;
      if (at === long) {
        at = 0;
        ahead.set(late.next(gathered));
      }
      return sum;
    },
  };
}
