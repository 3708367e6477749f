import type { Bytes } from '#stream/payload.ts';
import { type BmpHeader, bmpHeader, type Mask, TOO_SHORT } from './bmpHeader.ts';
import { unpackRuns } from './bmpRuns.ts';
import type { Pixels } from './squoosh.ts';

/**
 * The pixels of a BMP: 1 to 32 bits a pixel, packed in runs or not, of any header since OS/2 1. What is not said
 * to be alpha is opaque. Throws an `Error` whose message says what is wrong with it, as part of a sentence.
 */
export function decodeBmp(bytes: Bytes): Pixels {
  const header = bmpHeader(bytes);
  const { width, height } = header;
  const data = new Uint8ClampedArray(width * height * 4);
  if (header.bits <= 8) writeIndexed(bytes, header, data);
  else writeMasked(bytes, header, data);
  return { data, width, height };
}

function writeIndexed(bytes: Bytes, header: BmpHeader, out: Uint8ClampedArray): void {
  const { width, height, bits, palette } = header;
  const indices = header.runs ? unpackRuns(bytes, header) : undefined;
  const stride = strideOf(header);
  if (!indices) checkLength(bytes, header);
  const most = (1 << bits) - 1;
  for (let y = 0, at = 0; y < height; y++) {
    const row = header.offset + rowOf(header, y) * stride;
    for (let x = 0; x < width; x++, at += 4) {
      const bit = x * bits;
      const index = indices
        ? indices[rowOf(header, y) * width + x]!
        : (bytes[row + (bit >> 3)]! >> (8 - bits - (bit & 7))) & most;
      // What the palette lacks is black.
      out[at] = palette[index * 3] ?? 0;
      out[at + 1] = palette[index * 3 + 1] ?? 0;
      out[at + 2] = palette[index * 3 + 2] ?? 0;
      out[at + 3] = 255;
    }
  }
}

function writeMasked(bytes: Bytes, header: BmpHeader, out: Uint8ClampedArray): void {
  checkLength(bytes, header);
  const { width, height, bits, masks } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bits >> 3;
  let isSeen = masks.alpha === undefined;
  for (let y = 0, at = 0; y < height; y++) {
    let from = header.offset + rowOf(header, y) * strideOf(header);
    for (let x = 0; x < width; x++, at += 4, from += size) {
      const pixel =
        size === 4
          ? view.getUint32(from, true)
          : view.getUint16(from, true) | (size === 3 ? bytes[from + 2]! << 16 : 0);
      out[at] = part(pixel, masks.red);
      out[at + 1] = part(pixel, masks.green);
      out[at + 2] = part(pixel, masks.blue);
      out[at + 3] = masks.alpha ? part(pixel, masks.alpha) : 255;
      isSeen ||= out[at + 3] !== 0;
    }
  }
  // Programs leave the field for it at 0 and mean opaque.
  if (!isSeen) for (let at = 3; at < out.length; at += 4) out[at] = 255;
}

/** A part of a pixel as 8 bits. */
function part(pixel: number, { shift, most }: Mask): number {
  return most === 0 ? 0 : Math.round((((pixel >>> shift) & most) * 255) / most);
}

/** Rows are stored from the bottom, mostly. */
function rowOf({ height, topDown }: BmpHeader, y: number): number {
  return topDown ? y : height - 1 - y;
}

/** Bytes from row to row: whole words of 32 bits. */
function strideOf({ width, bits }: BmpHeader): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function checkLength(bytes: Bytes, header: BmpHeader): void {
  // The last row may lack what fills its word.
  const last = Math.ceil((header.width * header.bits) / 8);
  const needed = header.offset + (header.height - 1) * strideOf(header) + last;
  if (bytes.length < needed) throw new Error(TOO_SHORT);
}
