import type { Pipeline } from '#pipeline/pipeline.ts';

/** A point on the canvas, in pixels at 100 %. */
export interface CanvasPoint {
  readonly x: number;
  readonly y: number;
}

/** Nodes lie on this grid unless Alt is held. In pixels. */
export const GRID = 8;

/** Where a new node is held: this far right of and below its top left corner, on its glyph. */
export const GRIP: CanvasPoint = { x: 24, y: 16 };

/** The nearest point of the grid. */
export function snap({ x, y }: CanvasPoint): readonly [x: number, y: number] {
  return [GRID * Math.round(x / GRID), GRID * Math.round(y / GRID)];
}

/** `at`, or the first place down the diagonal at which no node lies exactly, so that none hides another. */
export function freePlace(
  pipeline: Pipeline,
  at: readonly [x: number, y: number],
): readonly [x: number, y: number] {
  const taken = new Set(pipeline.nodes.map((node) => node.at.join()));
  let [x, y] = at;
  while (taken.has([x, y].join())) [x, y] = [x + 3 * GRID, y + 3 * GRID];
  return [x, y];
}
