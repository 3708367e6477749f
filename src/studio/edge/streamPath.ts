/** Where an edge begins and ends, in canvas pixels. It leaves to the right and arrives from the left. */
export interface EdgeEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

/** Length of the horizontal piece at both ports, so that the gauge lies straight and the port is read easily. */
const STUB = 12;

/** The four points of the cubic Bézier between the two stubs, x and y in turn. */
export type Curve = readonly [
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
];

/** The curve of an edge, without its stubs. */
export function streamCurve({ sourceX, sourceY, targetX, targetY }: EdgeEnds): Curve {
  const x0 = sourceX + STUB;
  const x3 = targetX - STUB;
  const pull = pullOf(x3 - x0, Math.abs(targetY - sourceY));
  return [x0, sourceY, x0 + pull, sourceY, x3 - pull, targetY, x3, targetY];
}

/** Half the way across; more where the target lies close by or behind, so that the curve stays round. */
function pullOf(across: number, down: number): number {
  const round = Math.min(24, down / 2);
  if (across >= 0) return Math.max(across / 2, round);
  return round + 6 * Math.sqrt(-across);
}

/** SVG path data of an edge from its output to its input. */
export function streamPath(ends: EdgeEnds): string {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = streamCurve(ends);
  return `M${ends.sourceX} ${y0}L${x0} ${y0}C${x1} ${y1} ${x2} ${y2} ${x3} ${y3}L${ends.targetX} ${y3}`;
}

/** The same path from its input to its output: what is drawn from the port backwards needs no length. */
export function reversedPath(ends: EdgeEnds): string {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = streamCurve(ends);
  return `M${ends.targetX} ${y3}L${x3} ${y3}C${x2} ${y2} ${x1} ${y1} ${x0} ${y0}L${ends.sourceX} ${y0}`;
}

/** The point of a curve at `t`, 0 to 1. */
export function curvePoint(curve: Curve, t: number): { readonly x: number; readonly y: number } {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = curve;
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * x0 + b * x1 + c * x2 + d * x3, y: a * y0 + b * y1 + c * y2 + d * y3 };
}
