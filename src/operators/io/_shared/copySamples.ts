import type { AudioPool } from '#contract/env.ts';
import type { AudioBlock } from '#stream/payload.ts';

/** Decoded sound outside of our memory: an `AudioData`, or what a media library wraps around one. */
export interface Sound {
  readonly numberOfChannels: number;
  readonly numberOfFrames: number;
  readonly sampleRate: number;
  copyTo(
    destination: Float32Array<ArrayBuffer>,
    options: {
      readonly planeIndex: number;
      readonly format: 'f32-planar';
      readonly frameOffset: number;
      readonly frameCount: number;
    },
  ): void;
}

/** Copies sound from sample `from` on into a block of `pool`; every format comes out as planar floats. */
export function copySamples(sound: Sound, pool: AudioPool, from = 0): AudioBlock {
  const frameCount = sound.numberOfFrames - from;
  const block = pool.allocate(sound.numberOfChannels, frameCount, sound.sampleRate);
  block.channels.forEach((channel, planeIndex) => {
    sound.copyTo(channel, { planeIndex, format: 'f32-planar', frameOffset: from, frameCount });
  });
  return block;
}
