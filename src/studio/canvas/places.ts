import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Area } from './insertTarget.ts';

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

/** Between a node that was placed by itself and the others, in canvas pixels: room for an edge. */
export const MARGIN = 5 * GRID;

/** The place nearest to `area` in which it lies within `within` and clear of `taken`; undefined if it is full there. */
export function clearPlace(
  area: Area,
  taken: readonly Area[],
  within: Area,
): CanvasPoint | undefined {
  const free = ({ x, y }: CanvasPoint): boolean =>
    taken.every(
      (other) =>
        x + area.width + MARGIN <= other.x ||
        other.x + other.width + MARGIN <= x ||
        y + area.height + MARGIN <= other.y ||
        other.y + other.height + MARGIN <= y,
    );
  let nearest: { readonly at: CanvasPoint; readonly distance: number } | undefined;
  for (const x of stepsFrom(area.x, within.x, within.x + within.width - area.width)) {
    for (const y of stepsFrom(area.y, within.y, within.y + within.height - area.height)) {
      const distance = Math.hypot(x - area.x, y - area.y);
      if ((!nearest || distance < nearest.distance) && free({ x, y })) {
        nearest = { at: { x, y }, distance };
      }
    }
  }
  return nearest?.at;
}

/** `start` and what lies a whole number of grid steps from it, from `low` to `high`. */
function stepsFrom(start: number, low: number, high: number): readonly number[] {
  const step = 2 * GRID;
  const first = start - step * Math.floor((start - low) / step);
  const count = Math.max(0, Math.floor((high - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => first + i * step);
}
