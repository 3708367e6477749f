import type { DropCounts, DropReason } from '#stream/dropReason.ts';

/** Drops of one node or one side of an edge, by reason. */
export class DropCounter {
  readonly #counts: Partial<Record<DropReason, number>> = {};

  add(reason: DropReason, count = 1): void {
    this.#counts[reason] = (this.#counts[reason] ?? 0) + count;
  }

  read(): DropCounts {
    return { ...this.#counts };
  }
}

/** Buckets of a process-time histogram: bucket i starts at `2 ** (i / 4)` µs; the last one is open. */
export const TIME_BUCKETS = 96;

/** The bucket of a time in ms. */
export function timeBucket(ms: number): number {
  if (ms <= 0.001) return 0;
  return Math.min(TIME_BUCKETS - 1, Math.floor(4 * Math.log2(ms * 1000)));
}

/**
 * Exclusive time of nested synchronous calls in one thread: a fused node's time does not hold that of
 * the nodes it called.
 */
export class Stopwatch {
  /** Time spent in calls nested in the current one, in ms. */
  nested = 0;
  /** Time spent in any kernel of this thread, in ms. */
  busy = 0;
}
