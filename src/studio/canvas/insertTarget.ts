import type { EdgeId } from '#pipeline/pipeline.ts';
import { type Curve, curvePoint } from '#studio/edge/streamPath.ts';

/** An edge as it lies on the canvas. */
export interface PlacedEdge {
  readonly id: EdgeId;
  readonly curve: Curve;
}

/** A rectangle in canvas pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Points looked at on each curve: on an edge as long as a screen they lie 24 px apart. */
const STEPS = 64;

/**
 * The edge that passes closest to the middle of `area`; undefined if none comes further in than
 * `inset`, so that a node that merely touches an edge stays beside it.
 */
export function edgeUnder(
  edges: Iterable<PlacedEdge>,
  area: Area,
  inset: number,
): EdgeId | undefined {
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  let closest: { readonly id: EdgeId; readonly distance: number } | undefined;
  for (const { id, curve } of edges) {
    for (let step = 0; step <= STEPS; step++) {
      const { x, y } = curvePoint(curve, step / STEPS);
      const [dx, dy] = [Math.abs(x - middle.x), Math.abs(y - middle.y)];
      if (dx > area.width / 2 - inset || dy > area.height / 2 - inset) continue;
      const distance = Math.hypot(dx, dy);
      if (!closest || distance < closest.distance) closest = { id, distance };
    }
  }
  return closest?.id;
}
