import type { BufferPool } from './bufferPool.ts';
import type { AudioBlock } from './payload.ts';

/** A block of `channels` × `length` undefined samples over one pooled buffer, held once. */
export function takeAudioBlock(
  pool: BufferPool,
  channels: number,
  length: number,
  sampleRate: number,
): AudioBlock {
  return audioBlockOver(pool.take(channels * length * 4), channels, length, sampleRate);
}

/** The channels of a block, laid one after the other over `buffer`. */
export function audioBlockOver(
  buffer: ArrayBuffer,
  channels: number,
  length: number,
  sampleRate: number,
): AudioBlock {
  return {
    kind: 'audio',
    sampleRate,
    channels: Array.from(
      { length: channels },
      (_, channel) => new Float32Array(buffer, channel * length * 4, length),
    ),
  };
}
