/** What was decided of the main stream, for those beside it to ask. Decisions come in the order of timestamps. */
export class DecisionLog {
  readonly #decisions: { readonly timestamp: number; readonly allowed: boolean }[] = [];

  add(timestamp: number, allowed: boolean): void {
    this.#decisions.push({ timestamp, allowed });
  }

  /** Timestamp of the newest decision; −∞ before the first. */
  get newest(): number {
    return this.#decisions.at(-1)?.timestamp ?? -Infinity;
  }

  /** What was decided at just that timestamp; undefined where nothing was. */
  at(timestamp: number): boolean | undefined {
    return this.#decisions.find((decision) => decision.timestamp === timestamp)?.allowed;
  }

  /** What was decided of the newest chunk up to `timestamp`; before the first, everything may pass. */
  allowedAt(timestamp: number): boolean {
    return this.#decisions.findLast((decision) => decision.timestamp <= timestamp)?.allowed ?? true;
  }

  /** Nobody asks below `timestamp` any more; the newest decision before it still counts. */
  forgetBelow(timestamp: number): void {
    while (this.#decisions.length > 1 && this.#decisions[1]!.timestamp <= timestamp) {
      this.#decisions.shift();
    }
  }
}
