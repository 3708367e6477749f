import type { BufferPool } from './bufferPool.ts';
import type { Colour, Frame, FrameFormat, Plane } from './payload.ts';

/** The longest side a frame may have, in pixels. */
export const MAX_SIDE = 16_384;

/** A frame of the given shape over pooled memory, contents undefined, held once. Rows are tightly packed. */
export function takeFrame(
  pool: BufferPool,
  format: FrameFormat,
  width: number,
  height: number,
  colour: Colour,
): Frame {
  if (!isSide(width) || !isSide(height)) {
    throw new Error(`A frame's sides must be 1 to ${MAX_SIDE} pixels, got ${width} × ${height}.`);
  }
  const bytes = pool.takeBytes(frameBytes(format, width, height));
  return frameOver(bytes, format, width, height, colour);
}

/** Bytes of a tightly packed frame. */
export function frameBytes(format: FrameFormat, width: number, height: number): number {
  if (format === 'RGBA') return width * height * 4;
  if (format === 'GRAY8') return width * height;
  return width * height + 2 * halfUp(width) * halfUp(height);
}

/** The planes of a tightly packed frame, laid over `bytes` from their beginning. */
export function frameOver(
  bytes: Plane,
  format: FrameFormat,
  width: number,
  height: number,
  colour: Colour,
): Frame {
  const base = { kind: 'frame', format, width, height, colour } as const;
  if (format === 'RGBA') {
    return { ...base, planes: [view(bytes, 0, width * height * 4)], strides: [width * 4] };
  }
  const luma = width * height;
  if (format === 'GRAY8') return { ...base, planes: [view(bytes, 0, luma)], strides: [width] };
  const chromaStride = halfUp(width);
  const chroma = chromaStride * halfUp(height);
  return {
    ...base,
    planes: [view(bytes, 0, luma), view(bytes, luma, chroma), view(bytes, luma + chroma, chroma)],
    strides: [width, chromaStride, chromaStride],
  };
}

/** Chroma samples that cover `length` luma samples. */
export function halfUp(length: number): number {
  return (length + 1) >> 1;
}

/** Colour of a picture that does not say: limited range, BT.601 up to 576 lines, BT.709 above. */
export function defaultColour(height: number): Colour {
  return { matrix: height > 576 ? 'bt709' : 'bt601', range: 'limited' };
}

function isSide(length: number): boolean {
  return Number.isInteger(length) && length >= 1 && length <= MAX_SIDE;
}

function view(bytes: Plane, offset: number, length: number): Plane {
  return bytes.subarray(offset, offset + length);
}
