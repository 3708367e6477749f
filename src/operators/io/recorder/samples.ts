import type { AudioBlock, Frame } from '#stream/payload.ts';
import { AudioSample } from 'mediabunny';

const COLOURS = {
  bt601: { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m' },
  bt709: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
} as const;

/** A copy of an I420 frame for the encoder; times in µs of the recording. The caller closes it. */
export function videoFrameOf(
  frame: Frame,
  timestamp: number,
  duration: number | undefined,
): VideoFrame {
  const { width, height, colour } = frame;
  // As bytes: WebCodecs outside of browsers takes no bare buffer.
  return new VideoFrame(new Uint8Array(frame.planes[0]!.buffer), {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    layout: frame.planes.map(({ byteOffset }, p) => ({
      offset: byteOffset,
      stride: frame.strides[p]!,
    })),
    timestamp,
    ...(duration !== undefined && { duration }),
    colorSpace: { ...COLOURS[colour.matrix], fullRange: colour.range === 'full' },
  });
}

/** A copy of a block for the encoder; `timestamp` in µs of the recording. The caller closes it. */
export function audioSampleOf(block: AudioBlock, timestamp: number): AudioSample {
  const [first] = block.channels as readonly [Float32Array, ...Float32Array[]];
  const data = new Float32Array(first.length * block.channels.length);
  block.channels.forEach((channel, c) => data.set(channel, c * first.length));
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: block.channels.length,
    sampleRate: block.sampleRate,
    timestamp: timestamp / 1e6,
  });
}
