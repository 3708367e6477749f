import { lumaWeights } from '#stream/colour.ts';
import type { Bytes, Colour, Frame, Plane } from '#stream/payload.ts';

/** One plane of brightness. Row `y` starts at `y * stride`; samples mean what `range` says. */
export interface Luma {
  readonly data: Plane;
  readonly stride: number;
  readonly range: Colour['range'];
}

/** Bytes reused from frame to frame; grows to the largest frame seen. One per kernel and purpose. */
export class Scratch {
  #bytes: Bytes = new Uint8Array(0);

  /** At least `length` bytes with undefined contents, the same memory as last time. */
  bytes(length: number): Bytes {
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    return this.#bytes;
  }
}

/**
 * The brightness of a frame: plane 0 itself for I420 and GRAY8, nothing copied; for RGBA the full-range
 * luma of its matrix, written into `scratch` and good until its next use. Read-only either way.
 */
export function lumaOf(frame: Frame, scratch: Scratch): Luma {
  if (frame.format !== 'RGBA') {
    return { data: frame.planes[0]!, stride: frame.strides[0]!, range: frame.colour.range };
  }
  const data = scratch.bytes(frame.width * frame.height);
  rgbaLuma(frame, data, frame.width);
  return { data, stride: frame.width, range: 'full' };
}

/** Writes the full-range luma of an RGBA frame, rounded to nearest; alpha is ignored. */
export function rgbaLuma(frame: Frame, out: Uint8Array, outStride: number): void {
  const { red, green, blue } = lumaWeights(frame.colour.matrix);
  const rgba = frame.planes[0]!;
  for (let y = 0; y < frame.height; y++) {
    let from = y * frame.strides[0]!;
    for (let to = y * outStride, end = to + frame.width; to < end; to++, from += 4) {
      const sum = rgba[from]! * red + rgba[from + 1]! * green + rgba[from + 2]! * blue;
      out[to] = (sum + 32_768) >> 16;
    }
  }
}
