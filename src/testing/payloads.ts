import type { Chunk } from '#stream/chunk.ts';
import { frameBytes, frameOver } from '#stream/frames.ts';
import { micros } from '#stream/micros.ts';
import type {
  AudioBlock,
  Colour,
  Frame,
  FrameFormat,
  PayloadOf,
  PortType,
} from '#stream/payload.ts';

/** Limited-range BT.601, what a small camera sends. */
export const BT601: Colour = { matrix: 'bt601', range: 'limited' };

/** A frame whose plane samples come from `value(plane, x, y)`; RGBA counts x in bytes. */
export function makeFrame(
  format: FrameFormat,
  width: number,
  height: number,
  value: (plane: number, x: number, y: number) => number,
  colour: Colour = BT601,
): Frame {
  const frame = frameOver(
    new Uint8Array(frameBytes(format, width, height)),
    format,
    width,
    height,
    colour,
  );
  frame.planes.forEach((plane, p) => {
    const stride = frame.strides[p]!;
    for (let i = 0; i < plane.length; i++) plane[i] = value(p, i % stride, Math.floor(i / stride));
  });
  return frame;
}

/** A grey frame from rows of numbers. */
export function grayFrame(rows: readonly (readonly number[])[], colour: Colour = BT601): Frame {
  return makeFrame('GRAY8', rows[0]!.length, rows.length, (_, x, y) => rows[y]![x]!, colour);
}

/** A block of samples from one array per channel. */
export function audioBlock(
  sampleRate: number,
  ...channels: readonly (readonly number[])[]
): AudioBlock {
  return { kind: 'audio', sampleRate, channels: channels.map((c) => Float32Array.from(c)) };
}

/** A chunk at `timestamp` µs. */
export function chunkAt<T extends PortType>(timestamp: number, payload: PayloadOf[T]): Chunk<T> {
  return { timestamp: micros(timestamp), payload };
}
