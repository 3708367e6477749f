import { log10 } from '#base/exponential.ts';
import { power } from '#base/power.ts';

/** Mean power of moments, without the quiet ones. */
export interface GatedLoudness {
  /** Takes in the weighted power of one moment. */
  push(power: number): void;
  /** The mean of what is loud enough, 0 while nothing is. */
  power(): number;
}

/** LUFS of the lowest bin: the absolute gate. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const BINS_A_LU = 100;
/** Up to +30 LUFS: no sound within full scale gets there. */
const BINS = 100 * BINS_A_LU;

/**
 * Two gates by ITU-R BS.1770-4, eq. 5 to 7. Powers are summed in bins of 0.01 LU, so that hours take no
 * more memory than a moment: sums are exact, and only the relative gate falls on the border of a bin.
 */
export function createGatedLoudness(): GatedLoudness {
  const sums = new Float64Array(BINS);
  const counts = new Float64Array(BINS);

  const mean = (from: number): number => {
    let sum = 0;
    let count = 0;
    for (let bin = from; bin < BINS; bin++) {
      sum += sums[bin]!;
      count += counts[bin]!;
    }
    return count > 0 ? sum / count : 0;
  };

  return {
    push(power) {
      const bin = binOf(power);
      if (bin < 0) return;
      sums[bin]! += power;
      counts[bin]! += 1;
    },
    power() {
      const ungated = mean(0);
      if (ungated === 0) return 0;
      return mean(Math.max(0, binOf(ungated * power(10, RELATIVE_GATE / 10))));
    },
  };
}

/** −1 or less below the absolute gate. */
function binOf(power: number): number {
  const loudness = -0.691 + 10 * log10(power);
  return Math.min(BINS - 1, Math.floor((loudness - ABSOLUTE_GATE) * BINS_A_LU));
}
