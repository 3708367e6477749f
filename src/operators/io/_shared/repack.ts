import { halfUp } from '#stream/frames.ts';
import type { Bytes, Frame } from '#stream/payload.ts';
import type { PixelLayout } from './pixelLayout.ts';

/** Where a plane begins in a copied picture and how far its rows are apart, in bytes. */
export interface PlanePlace {
  readonly offset: number;
  readonly stride: number;
}

/** One plane to read: sample (x, y) lies at `offset + y * stride + x * step`. */
interface Samples extends PlanePlace {
  readonly bytes: Bytes;
  /** Bytes from one sample to the next. */
  readonly step: number;
  readonly bits: 8 | 10 | 12;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes a copied YUV picture into an I420 frame of the same size: chroma is the mean of the samples an
 * I420 sample covers, deeper samples are rounded to 8 bits.
 */
export function repackYuv(
  bytes: Bytes,
  places: readonly PlanePlace[],
  layout: PixelLayout & { readonly kind: 'yuv' },
  out: Frame,
): void {
  const { across, down, bits, interleaved } = layout;
  const size = bits === 8 ? 1 : 2;
  const luma = { bytes, ...places[0]!, step: size, bits, width: out.width, height: out.height };
  writePlane(luma, 1, 1, out, 0);
  const width = across === 2 ? halfUp(out.width) : out.width;
  const height = down === 2 ? halfUp(out.height) : out.height;
  for (const plane of [1, 2]) {
    // With U and V in one plane, V is the same plane one sample further.
    const place = places[interleaved ? 1 : plane]!;
    const offset = place.offset + (interleaved && plane === 2 ? size : 0);
    const step = interleaved ? 2 * size : size;
    const chroma = { bytes, offset, stride: place.stride, step, bits, width, height };
    writePlane(chroma, 2 / across, 2 / down, out, plane);
  }
}

function writePlane(from: Samples, across: number, down: number, out: Frame, plane: number): void {
  const to = out.planes[plane]!;
  const stride = out.strides[plane]!;
  const width = plane === 0 ? out.width : halfUp(out.width);
  const height = plane === 0 ? out.height : halfUp(out.height);
  for (let y = 0; y < height; y++) {
    const row = from.offset + y * down * from.stride;
    if (from.bits === 8 && across === 1 && down === 1) {
      copyRow(from, row, to, y * stride, width);
    } else {
      for (let x = 0; x < width; x++)
        to[y * stride + x] = mean(from, x * across, y * down, across, down);
    }
  }
}

function copyRow(
  { bytes, step }: Samples,
  from: number,
  to: Uint8Array,
  at: number,
  width: number,
): void {
  if (step === 1) to.set(bytes.subarray(from, from + width), at);
  else for (let x = 0; x < width; x++) to[at + x] = bytes[from + x * step]!;
}

/** The mean of a box of samples as 8 bits; boxes are cut off at the right and bottom edge. */
function mean(from: Samples, left: number, top: number, across: number, down: number): number {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(top + down, from.height); y++) {
    for (let x = left; x < Math.min(left + across, from.width); x++) {
      const at = from.offset + y * from.stride + x * from.step;
      sum += from.bits === 8 ? from.bytes[at]! : from.bytes[at]! | (from.bytes[at + 1]! << 8);
      count += 1;
    }
  }
  return Math.min(255, Math.round(sum / count / 2 ** (from.bits - 8)));
}

/** Writes a copied RGB picture into an RGBA frame of the same size; without alpha it becomes opaque. */
export function repackRgb(
  bytes: Bytes,
  place: PlanePlace,
  layout: PixelLayout & { readonly kind: 'rgb' },
  out: Frame,
): void {
  const [to] = out.planes as [Bytes];
  const red = layout.blueFirst ? 2 : 0;
  for (let y = 0, at = 0; y < out.height; y++) {
    for (let i = place.offset + y * place.stride, x = 0; x < out.width; x++, i += 4, at += 4) {
      to[at] = bytes[i + red]!;
      to[at + 1] = bytes[i + 1]!;
      to[at + 2] = bytes[i + 2 - red]!;
      to[at + 3] = layout.alpha ? bytes[i + 3]! : 255;
    }
  }
}

/** Clockwise turn of a picture, in degrees. */
export type Turn = 0 | 90 | 180 | 270;

/** Writes `from` turned clockwise into `out`, whose sides are swapped for 90 and 270 degrees. */
export function turnFrame(from: Frame, turn: Turn, out: Frame): void {
  from.planes.forEach((plane, p) => {
    const size = from.format === 'RGBA' ? 4 : 1;
    const width = p === 0 ? from.width : halfUp(from.width);
    const height = p === 0 ? from.height : halfUp(from.height);
    const stride = out.strides[p]!;
    // Where the first pixel goes, and how far the target moves for a step across or down the source.
    const [first, across, down] = {
      0: [0, size, stride],
      90: [(height - 1) * size, stride, -size],
      180: [(height - 1) * stride + (width - 1) * size, -size, -stride],
      270: [(width - 1) * stride, -stride, size],
    }[turn] as [number, number, number];
    const to = out.planes[p]!;
    for (let y = 0; y < height; y++) {
      for (let x = 0, i = y * from.strides[p]!; x < width; x++) {
        const at = first + x * across + y * down;
        for (let b = 0; b < size; b++) to[at + b] = plane[i++]!;
      }
    }
  });
}
