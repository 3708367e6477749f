import type { Bytes } from '#stream/payload.ts';
import { type BmpHeader, TOO_SHORT } from './bmpHeader.ts';

/** What follows a 0: the end of a row, of the picture, a step to the right and up; above, so many pixels as they are. */
const END_OF_ROW = 0;
const END_OF_PICTURE = 1;
const STEP = 2;

/**
 * The colours of a picture that is packed in runs of 8 or 4 bits (Windows GDI, "Bitmap Compression"), row by row
 * as stored; pixels that are stepped over have the first. Throws an `Error` whose message is part of a sentence.
 */
export function unpackRuns(bytes: Bytes, { width, height, bits, offset }: BmpHeader): Bytes {
  const out = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, offset];
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error(TOO_SHORT);
    return byte;
  };
  const put = (value: number): void => {
    if (x < width && y < height) out[y * width + x] = value;
    x += 1;
  };
  const putMany = (count: number, byteOf: () => number): void => {
    for (let i = 0, byte = 0; i < count; i++) {
      if (bits === 8) put(byteOf());
      else {
        if (i % 2 === 0) byte = byteOf();
        put(i % 2 === 0 ? byte >> 4 : byte & 15);
      }
    }
  };
  while (y < height) {
    const count = next();
    const value = next();
    if (count > 0) putMany(count, () => value);
    else if (value === END_OF_ROW) [x, y] = [0, y + 1];
    else if (value === END_OF_PICTURE) break;
    else if (value === STEP) [x, y] = [x + next(), y + next()];
    else {
      const before = at;
      putMany(value, next);
      // Whole words of 16 bits.
      at += (at - before) % 2;
    }
  }
  return out;
}
