import { type BiquadChain, createBiquadChain } from '#operators/audio/_shared/biquad.ts';
import { kWeighting } from './kWeighting.ts';

/** Sums weighted power in steps of 0.1 s. */
export interface StepMeter {
  /** Reads samples from index `from` to the end of a step or of the block; gives the index after the last. */
  push(channels: readonly Float32Array[], from: number): number;
  /** True if the last push ended a step. */
  readonly complete: boolean;
  /** Steps that are remembered. */
  readonly steps: number;
  /** Mean power of the latest `count` steps, channels weighted and added. */
  power(count: number): number;
}

/** A meter at rest that remembers the latest `memory` steps. */
export function createStepMeter(sampleRate: number, channels: number, memory: number): StepMeter {
  const stepLength = Math.round(sampleRate / 10);
  const weights = channelWeights(channels);
  const filters: readonly BiquadChain[] = weights.map(() =>
    createBiquadChain(kWeighting(sampleRate)),
  );
  const powers = new Float64Array(memory);
  let done = 0;
  let sum = 0;
  let filled = 0;

  return {
    push(blocks, from) {
      const to = Math.min(blocks[0]!.length, from + stepLength - filled);
      weights.forEach((weight, c) => {
        if (weight === 0) return;
        const samples = blocks[c]!;
        const filter = filters[c]!;
        for (let i = from; i < to; i++) sum += weight * filter.next(samples[i]!) ** 2;
      });
      filled += to - from;
      if (filled === stepLength) {
        powers[done % memory] = sum / stepLength;
        done += 1;
        sum = 0;
        filled = 0;
      }
      return to;
    },
    get complete() {
      return filled === 0;
    },
    get steps() {
      return Math.min(done, memory);
    },
    power(count) {
      let total = 0;
      for (let i = 1; i <= count; i++) total += powers[(done - i + memory) % memory]!;
      return total / count;
    },
  };
}

/** Surrounds count 1.41 and bass not at all (BS.1770-4, table 3), in the usual orders of channels. */
function channelWeights(channels: number): readonly number[] {
  if (channels === 4) return [1, 1, 1.41, 1.41];
  if (channels === 5) return [1, 1, 1, 1.41, 1.41];
  return Array.from({ length: channels }, (_, c) => (c < 3 ? 1 : c === 3 ? 0 : 1.41));
}
