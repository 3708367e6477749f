import { power } from '#base/power.ts';

/** What a picture looks like where nothing moves, cell by cell. */
export interface Background {
  /**
   * Compares levels, 0 to 1, `elapsed` seconds after the last ones, and then learns from them. Sets each
   * mask cell to 1 where the level is off by more than `threshold`, else 0. Returns how many are.
   */
  observe(
    levels: Float32Array,
    elapsed: number,
    threshold: number,
    memory: number,
    mask: Uint8Array,
  ): number;
}

/** A level must hold at least this long to be taken for background, in seconds: a few frames of a camera. */
const LEAST_STILL = 0.25;
/** Slow changes of light are followed with this half-life, in seconds. */
const DRIFT_HALF_LIFE = 0.7;

/**
 * Learns a cell anew once another level has held still there for longer than the known one was seen, at
 * most `memory` seconds. A running average would smear the path of everything that passes into the
 * background; here what passes leaves nothing, and what stood in the first frame is soon forgotten.
 */
export function createBackground(length: number): Background {
  const known = new Float32Array(length);
  const before = new Float32Array(length);
  // Seconds: how long the known level was seen, and how long another one has held now.
  const trust = new Float32Array(length);
  const still = new Float32Array(length);
  let isFirst = true;

  return {
    observe(levels, elapsed, threshold, memory, mask) {
      if (isFirst) {
        isFirst = false;
        known.set(levels);
        before.set(levels);
      }
      const drift = 1 - power(0.5, elapsed / DRIFT_HALF_LIFE);
      const calm = threshold / 2;
      let moving = 0;
      for (let i = 0; i < length; i++) {
        const level = levels[i]!;
        const off = level - known[i]!;
        if (Math.abs(off) <= threshold) {
          mask[i] = 0;
          known[i] = known[i]! + off * drift;
          trust[i] = Math.min(memory, trust[i]! + elapsed);
          still[i] = 0;
        } else {
          mask[i] = 1;
          moving += 1;
          still[i] = Math.abs(level - before[i]!) < calm ? still[i]! + elapsed : 0;
          if (still[i]! > Math.max(LEAST_STILL, Math.min(memory, trust[i]!))) {
            known[i] = level;
            trust[i] = still[i]!;
            still[i] = 0;
          }
        }
        before[i] = level;
      }
      return moving;
    },
  };
}
