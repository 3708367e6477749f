import { exp } from '#base/exponential.ts';

/** A change this long is not heard as a click, and still feels immediate. */
export const GLIDE_SECONDS = 0.02;

/** A value that moves to its goal in a straight line, one step a sample. */
export interface Glide {
  /** Starts towards `goal`; does nothing if that is the goal already. */
  aim(goal: number): void;
  /** The value for the next sample. */
  next(): number;
}

/** A glide that rests at `initial`; a change takes 20 ms at that rate and ends exactly on its goal. */
export function createGlide(initial: number, sampleRate: number): Glide {
  const length = Math.max(1, Math.round(GLIDE_SECONDS * sampleRate));
  let goal = initial;
  let value = initial;
  let step = 0;
  let left = 0;

  return {
    aim(wanted) {
      if (wanted === goal) return;
      goal = wanted;
      left = length;
      step = (goal - value) / length;
    },
    next() {
      if (left === 0) return value;
      left -= 1;
      value = left === 0 ? goal : value + step;
      return value;
    },
  };
}

/** What is kept of a value each sample by a follower that is 63 % there after `seconds`: e^(−1/τ). */
export function keepPerSample(seconds: number, sampleRate: number): number {
  return seconds <= 0 ? 0 : exp(-1 / (seconds * sampleRate));
}
