/** How fast a device's clock runs against this machine's, by pairs of readings. */
export interface DriftMeter {
  /** A time of the device and when it was learnt, both in µs, each from any origin. */
  add(device: number, host: number): void;
  /** Millionths by which the device runs fast; undefined until half a minute has been seen. */
  readonly ppm: number | undefined;
}

/** News comes late by how busy the machine is, never early: the earliest of each span tells most. */
const SPAN = 1_000_000;
const LEAST_SPANS = 30;
/** Ten minutes: a clock's speed follows the warmth of the room. */
const MOST_SPANS = 600;
/** The clocks have been apart for longer than any delay: one of them stood still, or began anew. */
const JUMP = 500_000;

interface Point {
  readonly device: number;
  readonly lag: number;
}

/**
 * The line through the least lag of each second, by least squares. A jump of more than half a second
 * starts it anew.
 */
export function createDriftMeter(): DriftMeter {
  let points: Point[] = [];
  let least: Point | undefined;
  let spanEnd = 0;
  let ppm: number | undefined;

  return {
    get ppm() {
      return ppm;
    },
    add(device, host) {
      const lag = host - device;
      if (least && Math.abs(lag - least.lag) > JUMP) {
        points = [];
        least = undefined;
        ppm = undefined;
      }
      if (!least) {
        least = { device, lag };
        spanEnd = device + SPAN;
      } else if (device < spanEnd) {
        if (lag < least.lag) least = { device, lag };
      } else {
        points.push(least);
        if (points.length > MOST_SPANS) points.shift();
        ppm = points.length < LEAST_SPANS ? undefined : -1e6 * slopeOf(points);
        least = { device, lag };
        spanEnd = device + SPAN;
      }
    },
  };
}

function slopeOf(points: readonly Point[]): number {
  const origin = points[0]!;
  let [sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0];
  for (const { device, lag } of points) {
    // Epoch times squared would leave no digits for the slope.
    const [x, y] = [device - origin.device, lag - origin.lag];
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const count = points.length;
  return (count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
}

/** In words, for a node: `+12 ppm`. */
export function driftWords(ppm: number | undefined): string {
  if (ppm === undefined) return 'not known yet';
  const rounded = Math.round(ppm);
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${Math.abs(rounded)} ppm`;
}
