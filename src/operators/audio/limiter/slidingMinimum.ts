/** The lowest of the latest values. */
export interface SlidingMinimum {
  /** Takes in one value and gives the minimum of the latest `span`, this one included. */
  push(value: number): number;
}

/**
 * Keeps the values that can still become the minimum, ascending, in a ring (Lemire 2006, "Streaming
 * maximum-minimum filter"): amortised constant time, no memory but its own.
 */
export function createSlidingMinimum(span: number): SlidingMinimum {
  const values = new Float64Array(span);
  const times = new Float64Array(span);
  let first = 0;
  let count = 0;
  let now = 0;

  return {
    push(value) {
      if (count > 0 && times[first]! <= now - span) {
        first = (first + 1) % span;
        count -= 1;
      }
      while (count > 0 && values[(first + count - 1) % span]! >= value) count -= 1;
      const last = (first + count) % span;
      values[last] = value;
      times[last] = now;
      count += 1;
      now += 1;
      return values[first]!;
    },
  };
}
