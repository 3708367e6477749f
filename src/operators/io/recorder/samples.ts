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
  const { width, height, colour, planes, strides } = frame;
  // The frame's bytes alone: the buffer may hold many more. Not a bare buffer, which only browsers take.
  const first = planes[0]!;
  const last = planes.at(-1)!;
  const length = last.byteOffset + last.length - first.byteOffset;
  return new VideoFrame(new Uint8Array(first.buffer, first.byteOffset, length), {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    layout: planes.map(({ byteOffset }, p) => ({
      offset: byteOffset - first.byteOffset,
      stride: strides[p]!,
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
