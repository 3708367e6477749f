/** How new samples come from old ones. */
export type Method = 'area' | 'bilinear' | 'nearest';

/**
 * Where one axis takes its samples from: result i of `length`, `begin + i` on the target, is the sum of
 * `taps` samples from `first[i]` on, weighted by `weights[i * taps + k]`, which sum to 1.
 */
export interface AxisTable {
  readonly begin: number;
  readonly length: number;
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/**
 * One axis of a resize: `source` samples are spread evenly over `[offset, offset + extent)` of the target,
 * whose samples `begin` to `end` − 1 are wanted. Sample k is centred on k + ½.
 */
export interface AxisPlan {
  readonly source: number;
  readonly offset: number;
  readonly extent: number;
  readonly begin: number;
  readonly end: number;
  readonly method: Method;
}

/** Shares of a sample below this are rounding errors of its borders. */
const SLIVER = 1e-6;

/**
 * Plans one axis. `area` weighs samples by how much of each a target sample covers, as OpenCV's INTER_AREA;
 * when enlarging it is `bilinear`, as INTER_LINEAR. Beyond the border the outermost sample goes on.
 */
export function axisTable({ source, offset, extent, begin, end, method }: AxisPlan): AxisTable {
  const scale = source / extent;
  const reach = reachOf(method, scale);
  const taps = Math.min(Math.ceil(2 * reach - SLIVER) + 1, source);
  const length = end - begin;
  const table = {
    begin,
    length,
    taps,
    first: new Int32Array(length),
    weights: new Float64Array(length * taps),
  };
  for (let i = 0; i < length; i++) {
    const centre = (begin + i + 0.5 - offset) * scale;
    const start = Math.floor(centre - reach + SLIVER);
    const first = Math.min(clampIndex(start, source), source - taps);
    table.first[i] = first;
    for (let k = start; k <= start + Math.ceil(2 * reach - SLIVER); k++) {
      const slot = i * taps + clampIndex(k, source) - first;
      table.weights[slot]! += weightOf(k, centre, reach);
    }
  }
  return table;
}

/** Distance from the centre at which samples stop to count: none, half a sample, or half a target sample. */
function reachOf(method: Method, scale: number): number {
  if (method === 'nearest') return 0;
  return method === 'area' ? Math.max(scale, 1) / 2 : 0.5;
}

/** The share of sample k in a result, by how much of `[centre − reach, centre + reach]` it covers. */
function weightOf(k: number, centre: number, reach: number): number {
  if (reach === 0) return 1;
  const covered = Math.min(k + 1, centre + reach) - Math.max(k, centre - reach);
  return Math.max(covered, 0) / (2 * reach);
}

function clampIndex(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
