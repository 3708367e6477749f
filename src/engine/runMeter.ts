import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { EdgeReading, NodeReading, WorkerReading } from './protocol.ts';

/** Rates look back this far, in ms. */
const RATE_WINDOW = 1000;
/** Process times are shown for this long, in ms. */
const TIMES_WINDOW = 10_000;

interface Past {
  readonly at: number;
  readonly reading: WorkerReading;
}

/** Turns the ever-growing counters of one worker into rates, shares and times of late. */
export class RunMeter {
  #recent: Past[] = [];
  #seconds: Past[] = [];

  /** Adds a reading. */
  add(reading: WorkerReading): void {
    const past = { at: reading.at, reading };
    this.#recent.push(past);
    while (this.#recent.length > 2 && this.#recent[1]!.at <= reading.at - RATE_WINDOW) {
      this.#recent.shift();
    }
    const lastSecond = this.#seconds.at(-1);
    if (!lastSecond || reading.at - lastSecond.at >= 1000) this.#seconds.push(past);
    while (this.#seconds.length > 1 && this.#seconds[1]!.at <= reading.at - TIMES_WINDOW) {
      this.#seconds.shift();
    }
  }

  get latest(): WorkerReading | undefined {
    return this.#recent.at(-1)?.reading;
  }

  /** Growth per second of one counter of a node. */
  nodeRate(node: NodeId, count: (reading: NodeReading) => number): number {
    return this.#rate(({ nodes }) => {
      const reading = nodes[node];
      return reading ? count(reading) : 0;
    });
  }

  /** Growth per second of one counter of an edge. */
  edgeRate(edge: EdgeId, count: (reading: EdgeReading) => number): number {
    return this.#rate(({ edges }) => {
      const reading = edges[edge];
      return reading ? count(reading) : 0;
    });
  }

  /** Share of late that any kernel was computing, 0 to 1. */
  busy(): number {
    return Math.min(1, this.#rate(({ busyMs }) => busyMs) / 1000);
  }

  /** Process times of the last ten seconds, in buckets. */
  histogram(node: NodeId): readonly number[] {
    const now = this.latest?.nodes[node]?.histogram ?? [];
    const then = this.#seconds[0]?.reading.nodes[node]?.histogram;
    // A run younger than the window is shown whole.
    if (!then || this.#seconds[0]!.at > this.#recent.at(-1)!.at - TIMES_WINDOW + 1000) return now;
    return now.map((count, bucket) => count - (then[bucket] ?? 0));
  }

  #rate(count: (reading: WorkerReading) => number): number {
    const first = this.#recent[0];
    const last = this.#recent.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return Math.max(
      0,
      ((count(last.reading) - count(first.reading)) * 1000) / (last.at - first.at),
    );
  }
}
