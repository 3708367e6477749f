/** Values on each side that a peak is highest of: 30 ms at a hundred values a second. */
const SIDE = 3;
/** Values before a peak whose mean it stands out from. */
const MEMORY = 10;

/** Finds peaks in a stream of values, `SIDE` values late. */
export interface Peaks {
  /** Takes in a value; says how far the one `SIDE` values ago stands out, undefined if it is no peak. */
  push(value: number, threshold: number): number | undefined;
}

/**
 * A peak is the highest of its neighbours and above their mean by the threshold (Böck, Krebs and Schedl
 * 2012, "Evaluating the online capabilities of onset detection methods", eq. 4 to 6).
 */
export function createPeaks(): Peaks {
  const latest: number[] = [];
  return {
    push(value, threshold) {
      latest.push(value);
      if (latest.length > MEMORY + 1 + SIDE) latest.shift();
      const at = latest.length - 1 - SIDE;
      const here = latest[at];
      if (here === undefined) return undefined;
      const around = latest.slice(Math.max(0, at - SIDE));
      // Of equal neighbours the first is the peak.
      const isHighest = around.every(
        (other, i) => other < here || (other === here && i >= Math.min(at, SIDE)),
      );
      const mean = latest.reduce((sum, other) => sum + other, 0) / latest.length;
      return isHighest && here >= mean + threshold ? here - mean : undefined;
    },
  };
}

/** How many values late a peak is known. */
export const PEAK_DELAY = SIDE;
