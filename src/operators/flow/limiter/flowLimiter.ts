import { DecisionLog } from './decisionLog.ts';

/** What limits a section of the pipeline. */
export interface LimiterRules {
  /** Chunks inside the section at once. */
  readonly maxInFlight: number;
  /** Chunks that wait before it; when more come the oldest go. */
  readonly maxInQueue: number;
  /** A chunk of which nothing was heard for so long, in µs of media time, counts as finished; 0 never does. */
  readonly timeout: number;
}

/** What becomes of a chunk. */
export interface Decision<T> {
  readonly timestamp: number;
  readonly item: T;
  readonly allowed: boolean;
}

interface Waiting<T> {
  readonly timestamp: number;
  readonly item: T;
}

/**
 * Keeps a section of the pipeline from being handed more than it can do (MediaPipe,
 * FlowLimiterCalculator). Drops before the work, oldest first, so that what is let in is new.
 */
export class FlowLimiter<T> {
  rules: LimiterRules;
  readonly #waiting: Waiting<T>[] = [];
  #inFlight: number[] = [];
  /** Decisions that side inputs may still ask for. */
  readonly decided = new DecisionLog();

  constructor(rules: LimiterRules) {
    this.rules = rules;
  }

  /** The section is done with everything up to `timestamp`, with or without a result. */
  finished(timestamp: number): void {
    this.#inFlight = this.#inFlight.filter((inside) => inside > timestamp);
  }

  /** A chunk has come; `decide` says what becomes of it. */
  arrive(timestamp: number, item: T): void {
    this.#waiting.push({ timestamp, item });
    const { timeout } = this.rules;
    // In media time: a camera that stands still frees nothing, and needs nothing.
    if (timeout > 0) {
      this.#inFlight = this.#inFlight.filter((inside) => timestamp - inside <= timeout);
    }
  }

  /** Lets in what there is room for, and gives up what is too much. In the order of timestamps. */
  decide(): readonly Decision<T>[] {
    const decisions: Decision<T>[] = [];
    const settle = (allowed: boolean): void => {
      const { timestamp, item } = this.#waiting.shift()!;
      if (allowed) this.#inFlight.push(timestamp);
      this.decided.add(timestamp, allowed);
      decisions.push({ timestamp, item, allowed });
    };
    while (this.#inFlight.length < this.rules.maxInFlight && this.#waiting.length > 0) settle(true);
    while (this.#waiting.length > this.rules.maxInQueue) settle(false);
    return decisions;
  }

  /** Timestamp of the oldest chunk that waits: nothing at or after it is decided. */
  get undecidedFrom(): number | undefined {
    return this.#waiting[0]?.timestamp;
  }

  /** Gives back what waits; nothing does then. */
  takeWaiting(): readonly T[] {
    return this.#waiting.splice(0).map(({ item }) => item);
  }
}
