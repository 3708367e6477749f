/** Makes watermarks out of the timestamps of a stream. A watermark w says that nothing at or before w comes any more. */
export interface WatermarkGenerator {
  /** An element has come. */
  onEvent(timestamp: number): void;
  /** Asked every period. The watermark of now; −∞ while nothing is known. Never goes back. */
  onTick(): number;
}

/**
 * For streams whose elements come at most `disorder` late; 0 for ascending ones (Flink,
 * BoundedOutOfOrdernessWatermarks: the element at the very edge is still on time).
 */
export function boundedDisorder(disorder: number): WatermarkGenerator {
  let newest = -Infinity;
  return {
    onEvent(timestamp) {
      if (timestamp > newest) newest = timestamp;
    },
    onTick: () => newest - disorder - 1,
  };
}

/**
 * Finds out that a stream is silent, so that nobody waits for it: idle is what has had no event for more
 * than `timeout` since the first tick without one (Flink, WatermarksWithIdleness). Any event ends it.
 */
export class Idleness {
  readonly #timeout: number;
  #events = 0;
  #seen = 0;
  #silentSince: number | undefined;
  idle = false;

  /** `timeout` in the unit of the clock given to `onTick`. */
  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  onEvent(): void {
    this.#events += 1;
    this.idle = false;
  }

  /** `now` must stand still while the stream is held by back pressure, or a slow consumer would make it idle. */
  onTick(now: number): void {
    if (this.#events !== this.#seen) {
      this.#seen = this.#events;
      this.#silentSince = undefined;
      return;
    }
    this.#silentSince ??= now;
    if (now - this.#silentSince > this.#timeout) this.idle = true;
  }
}

/** A clock that can be held: what `Idleness` is asked with. */
export class HeldClock {
  readonly #now: () => number;
  #heldAt: number | undefined;
  #heldFor = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  now(): number {
    return (this.#heldAt ?? this.#now()) - this.#heldFor;
  }

  hold(): void {
    this.#heldAt ??= this.#now();
  }

  release(): void {
    if (this.#heldAt === undefined) return;
    this.#heldFor += this.#now() - this.#heldAt;
    this.#heldAt = undefined;
  }
}
