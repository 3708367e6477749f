import type { Decision } from './flowLimiter.ts';

/** Decides as an earlier run did: each chunk by the decision of its own timestamp. */
export class ReplayedDecisions<T> {
  readonly #waiting: { readonly timestamp: number; readonly item: T }[] = [];
  readonly #heard: { readonly timestamp: number; readonly allowed: boolean }[] = [];

  /** A decision has come. */
  heard(timestamp: number, allowed: boolean): void {
    this.#heard.push({ timestamp, allowed });
  }

  /** A chunk has come. */
  arrive(timestamp: number, item: T): void {
    this.#waiting.push({ timestamp, item });
  }

  /** What can be decided by now. A chunk that the earlier run said nothing of does not pass. */
  decide(): readonly Decision<T>[] {
    const decisions: Decision<T>[] = [];
    const newest = this.#heard.at(-1)?.timestamp ?? -Infinity;
    while (this.#waiting[0] && this.#waiting[0].timestamp <= newest) {
      const { timestamp, item } = this.#waiting.shift()!;
      const own = this.#heard.find((heard) => heard.timestamp === timestamp);
      decisions.push({ timestamp, item, allowed: own?.allowed ?? false });
    }
    return decisions;
  }

  get undecidedFrom(): number | undefined {
    return this.#waiting[0]?.timestamp;
  }

  /** What was decided of the newest chunk up to `timestamp`; before the first, everything may pass. */
  allowedAt(timestamp: number): boolean {
    return this.#heard.findLast((heard) => heard.timestamp <= timestamp)?.allowed ?? true;
  }

  forgetBelow(timestamp: number): void {
    while (this.#heard.length > 1 && this.#heard[1]!.timestamp <= timestamp) this.#heard.shift();
  }

  takeWaiting(): readonly T[] {
    return this.#waiting.splice(0).map(({ item }) => item);
  }
}
