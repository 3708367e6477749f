import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import { allFinite } from './samples.ts';

/** Changes sound sample by sample and remembers its past. Made for one rate and number of channels. */
export interface Effect {
  /** How many channels it gives. */
  readonly channels: number;
  /** Fills `to` from `from`, channels all of one length; the two never share memory. */
  render(from: readonly Float32Array[], to: readonly Float32Array[]): void;
}

/** Runs an effect over a stream, each block to one block of the same time. */
export interface EffectRack {
  /** The changed block, in pooled memory; undefined if it held a sample that is no number and was dropped. */
  apply(chunk: Chunk<'audio/pcm'>): Chunk<'audio/pcm'> | undefined;
}

/**
 * Makes the effect anew at the first block, at a new rate or number of channels, and after a gap. A block
 * with NaN or an infinity counts as invalid, and the next one as the first after a gap.
 */
export function createEffectRack(
  env: Pick<KernelEnv, 'audio' | 'drop'>,
  make: (sampleRate: number, channels: number) => Effect,
): EffectRack {
  let effect: Effect | undefined;
  let rate = 0;
  let count = 0;
  let gap = false;

  return {
    apply(chunk) {
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (!allFinite(channels)) {
        gap = true;
        env.drop('invalid');
        return undefined;
      }
      gap ||= discontinuity === true;
      if (!effect || gap || sampleRate !== rate || channels.length !== count) {
        effect = make(sampleRate, channels.length);
        rate = sampleRate;
        count = channels.length;
      }
      const block = env.audio.allocate(effect.channels, channels[0]!.length, sampleRate);
      effect.render(channels, block.channels);
      const payload = gap ? { ...block, discontinuity: true } : block;
      gap = false;
      return { ...chunk, payload };
    },
  };
}
