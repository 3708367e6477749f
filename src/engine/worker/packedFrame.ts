import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { Colour, Frame, FrameFormat } from '#stream/payload.ts';

/**
 * A frame on its way to another worker: its buffer, and the rest as a flat list, since a structured clone of
 * nested objects and views costs more than the way itself. Timestamp, duration (NaN if unknown), format,
 * width, height, matrix, range, then offset, length and stride of each plane.
 */
export type PackedFrame = readonly [
  buffer: ArrayBuffer,
  timestamp: number,
  duration: number,
  format: FrameFormat,
  width: number,
  height: number,
  matrix: Colour['matrix'],
  range: Colour['range'],
  ...planes: number[],
];

const PLANES_FROM = 8;

/** Packs a frame whose buffer is this thread's own, and is to be transferred. */
export function packFrame(chunk: Chunk, frame: Frame): PackedFrame {
  const { format, width, height, colour, strides } = frame;
  const planes: number[] = [];
  frame.planes.forEach((plane, p) => planes.push(plane.byteOffset, plane.length, strides[p]!));
  return [
    frame.planes[0]!.buffer as ArrayBuffer,
    chunk.timestamp,
    chunk.duration ?? NaN,
    format,
    width,
    height,
    colour.matrix,
    colour.range,
    ...planes,
  ];
}

/** The chunk that was packed, over the buffer that arrived. */
export function unpackFrame(packed: PackedFrame): Chunk<'video/raw'> {
  const [buffer, timestamp, duration, format, width, height, matrix, range] = packed;
  const planes: Uint8Array<ArrayBuffer>[] = [];
  const strides: number[] = [];
  for (let i = PLANES_FROM; i < packed.length; i += 3) {
    planes.push(new Uint8Array(buffer, packed[i] as number, packed[i + 1] as number));
    strides.push(packed[i + 2] as number);
  }
  const colour = { matrix, range };
  const payload: Frame = { kind: 'frame', format, width, height, planes, strides, colour };
  const base = { timestamp: micros(timestamp), payload };
  return Number.isNaN(duration) ? base : { ...base, duration: micros(duration) };
}
