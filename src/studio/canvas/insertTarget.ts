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

/** Points looked at on each curve; at 24 they lie closer than a node is wide, even on a long edge. */
const STEPS = 24;

/**
 * The edge that passes closest to the middle of `area`; undefined if none passes through its inner
 * half, so that a node that merely touches an edge stays beside it.
 */
export function edgeUnder(edges: Iterable<PlacedEdge>, area: Area): EdgeId | undefined {
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  let closest: { readonly id: EdgeId; readonly distance: number } | undefined;
  for (const { id, curve } of edges) {
    for (let step = 0; step <= STEPS; step++) {
      const { x, y } = curvePoint(curve, step / STEPS);
      const [dx, dy] = [Math.abs(x - middle.x), Math.abs(y - middle.y)];
      if (dx > area.width / 4 || dy > area.height / 4) continue;
      const distance = Math.hypot(dx, dy);
      if (!closest || distance < closest.distance) closest = { id, distance };
    }
  }
  return closest?.id;
}
