import type { Luma } from './luma.ts';

/**
 * Writes row `y` of both Sobel gradients to `gx` and `gy` from index 0: the 3 × 3 sums of Sobel and
 * Feldman, weights 1 2 1 across, −1 0 1 along, to the right and down positive, −1020 to 1020. Beyond the
 * border the outermost sample goes on.
 */
export function sobelRow(
  { data, stride }: Pick<Luma, 'data' | 'stride'>,
  size: { readonly width: number; readonly height: number },
  y: number,
  gx: Int16Array,
  gy: Int16Array,
): void {
  const { width, height } = size;
  const middle = y * stride;
  const up = y > 0 ? middle - stride : middle;
  const down = y < height - 1 ? middle + stride : middle;
  // Each column is summed once, both ways, and used by three results.
  let left = data[up]! + 2 * data[middle]! + data[down]!;
  let here = left;
  let slopeLeft = data[down]! - data[up]!;
  let slopeHere = slopeLeft;
  for (let x = 0; x < width - 1; x++) {
    const top = data[up + x + 1]!;
    const bottom = data[down + x + 1]!;
    const right = top + 2 * data[middle + x + 1]! + bottom;
    const slopeRight = bottom - top;
    gx[x] = right - left;
    gy[x] = slopeLeft + 2 * slopeHere + slopeRight;
    left = here;
    here = right;
    slopeLeft = slopeHere;
    slopeHere = slopeRight;
  }
  gx[width - 1] = here - left;
  gy[width - 1] = slopeLeft + 3 * slopeHere;
}
