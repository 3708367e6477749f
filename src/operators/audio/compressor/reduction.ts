/** The bend of a compressor: all in dB but the ratio, 1 or more. */
export interface Curve {
  readonly threshold: number;
  readonly ratio: number;
  readonly knee: number;
}

/**
 * By how many dB a level is to be turned down, 0 or more; 0 for −∞, which is silence. Quadratic over the
 * knee (Giannoulis, Massberg and Reiss 2012, eq. 4).
 */
export function reductionAt(level: number, { threshold, ratio, knee }: Curve): number {
  const over = level - threshold;
  const slope = 1 - 1 / ratio;
  if (2 * over <= -knee) return 0;
  if (2 * over < knee) return (slope * (over + knee / 2) ** 2) / (2 * knee);
  return slope * over;
}
