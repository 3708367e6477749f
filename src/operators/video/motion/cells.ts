import type { Luma } from '#operators/video/_shared/luma.ts';

/** A picture of brightness made of square cells, as small as finding boxes needs. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  /** Side of a cell in pixels; the last column and row may stand for fewer. */
  readonly side: number;
  /** Mean luma of each cell, row by row; black is 0 and white 1. */
  readonly levels: Float32Array;
}

/** Cells across a picture at most: enough to tell people on a street apart, and blind to grain. */
const MAX_ACROSS = 192;

/** Undefined cells for a picture of that size. */
export function cellsFor(width: number, height: number): Cells {
  const side = Math.max(1, Math.ceil(Math.max(width, height) / MAX_ACROSS));
  const across = Math.ceil(width / side);
  const down = Math.ceil(height / side);
  return { width: across, height: down, side, levels: new Float32Array(across * down) };
}

/** Fills the cells with the means of what they cover. */
export function fillCells(cells: Cells, luma: Luma, width: number, height: number): void {
  const { side, levels } = cells;
  const { data, stride } = luma;
  const [black, span] = luma.range === 'full' ? [0, 255] : [16, 219];
  for (let row = 0, at = 0; row < cells.height; row++) {
    const bottom = Math.min(height, (row + 1) * side);
    for (let column = 0; column < cells.width; column++, at++) {
      const left = column * side;
      const right = Math.min(width, left + side);
      let sum = 0;
      for (let line = row * side * stride; line < bottom * stride; line += stride) {
        for (let i = line + left; i < line + right; i++) sum += data[i]!;
      }
      const count = (bottom - row * side) * (right - left);
      levels[at] = (sum / count - black) / span;
    }
  }
}
