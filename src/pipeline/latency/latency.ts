/** How much later than its timestamp a chunk comes, and how much waiting the way can absorb; in µs. */
export interface Latency {
  /** Held back in any case. */
  readonly min: number;
  /** What the queues and operators on the way can hold; Infinity where nothing limits it. */
  readonly max: number;
}

/** One step of a way: a node, or the queue of an edge. */
export interface LatencyStage extends Latency {
  /** True for a queue that gives chunks up when it is full: it can't hold more than what it holds itself. */
  readonly leaks?: boolean;
}

/** Nothing on the way. */
export const NO_LATENCY: Latency = { min: 0, max: 0 };

/**
 * The way so far with one more stage. What blocks adds up; behind a queue that leaks the least of both counts
 * (GStreamer, additional documentation: Latency).
 */
export function afterStage(before: Latency, { min, max, leaks }: LatencyStage): Latency {
  return {
    min: before.min + min,
    max: leaks ? Math.min(before.max, max) : before.max + max,
  };
}

/** Where ways meet: all wait for the slowest, and the one that can hold least says how long. */
export function joinLatency(ways: readonly Latency[]): Latency {
  if (ways.length === 0) return NO_LATENCY;
  return {
    min: Math.max(...ways.map(({ min }) => min)),
    max: Math.min(...ways.map(({ max }) => max)),
  };
}

/** A way with a name to call it by. */
export interface NamedLatency extends Latency {
  readonly name: string;
}

/** Whether ways that meet can wait for one another. */
export type LatencyVerdict =
  | {
      readonly possible: true;
      /** What all have to wait, to be in step. */
      readonly latency: number;
    }
  | {
      readonly possible: false;
      /** The least wait that is needed, and the way that needs it. */
      readonly needed: number;
      readonly slowest: string;
      /** What the way that can hold least can hold. */
      readonly held: number;
      readonly shortest: string;
    };

/**
 * Latency of ends that are to stay in step: the greatest least. Impossible if one of them can't be held up for
 * so long.
 */
export function latencyVerdict(ways: readonly NamedLatency[]): LatencyVerdict {
  const slowest = ways.reduce((a, b) => (b.min > a.min ? b : a), ways[0]!);
  const shortest = ways.reduce((a, b) => (b.max < a.max ? b : a), ways[0]!);
  if (!slowest || !shortest) return { possible: true, latency: 0 };
  if (shortest.max >= slowest.min) return { possible: true, latency: slowest.min };
  return {
    possible: false,
    needed: slowest.min,
    slowest: slowest.name,
    held: shortest.max,
    shortest: shortest.name,
  };
}
