import { DecisionLog } from './decisionLog.ts';
import type { Decision } from './flowLimiter.ts';

/** Decides as an earlier run did: each chunk by the decision of its own timestamp. */
export class ReplayedDecisions<T> {
  readonly #waiting: { readonly timestamp: number; readonly item: T }[] = [];
  readonly decided = new DecisionLog();

  /** A decision has come. */
  heard(timestamp: number, allowed: boolean): void {
    this.decided.add(timestamp, allowed);
  }

  /** A chunk has come. */
  arrive(timestamp: number, item: T): void {
    this.#waiting.push({ timestamp, item });
  }

  /** What can be decided by now. A chunk that the earlier run said nothing of does not pass. */
  decide(): readonly Decision<T>[] {
    const decisions: Decision<T>[] = [];
    while (this.#waiting[0] && this.#waiting[0].timestamp <= this.decided.newest) {
      const { timestamp, item } = this.#waiting.shift()!;
      decisions.push({ timestamp, item, allowed: this.decided.at(timestamp) ?? false });
    }
    return decisions;
  }

  get undecidedFrom(): number | undefined {
    return this.#waiting[0]?.timestamp;
  }

  takeWaiting(): readonly T[] {
    return this.#waiting.splice(0).map(({ item }) => item);
  }
}
