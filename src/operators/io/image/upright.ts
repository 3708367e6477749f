import { frameOver } from '#stream/frames.ts';
import type { Bytes, Frame } from '#stream/payload.ts';

/**
 * Packed RGBA as a frame that stands upright, `rgba.length === width * height * 4`. The frame lies over
 * `rgba` where nothing has to move, else over a copy; it is not of a pool. `orientation` is 1 to 8: which
 * sides the first row and column as stored are of what is seen (Exif 2.32, §4.6.4, tag 0x0112).
 */
export function upright(rgba: Bytes, width: number, height: number, orientation: number): Frame {
  const swapped = orientation >= 5;
  const [across, down] = swapped ? [height, width] : [width, height];
  const frame = (bytes: Bytes): Frame =>
    frameOver(bytes, 'RGBA', across, down, { matrix: 'bt709', range: 'full' });
  if (orientation === 1) return frame(rgba);
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const turned = new Uint32Array(width * height);
  const alongRow = fromRight ? -1 : 1;
  const alongColumn = fromBottom ? -width : width;
  const first = (fromRight ? width - 1 : 0) + (fromBottom ? (height - 1) * width : 0);
  const [stepAcross, stepDown] = swapped ? [alongColumn, alongRow] : [alongRow, alongColumn];
  for (let y = 0, at = 0; y < down; y++) {
    for (let x = 0, from = first + y * stepDown; x < across; x++, from += stepAcross) {
      turned[at++] = pixels[from]!;
    }
  }
  return frame(new Uint8Array(turned.buffer));
}
