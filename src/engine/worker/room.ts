import { defer, type Deferred } from '#base/deferred.ts';

/** Where a sender waits for room in a queue. */
export class Room {
  #waiting: Deferred<void> | undefined;

  /** True while somebody waits. */
  get awaited(): boolean {
    return this.#waiting !== undefined;
  }

  /** Resolves when room is made. */
  wait(): Promise<void> {
    this.#waiting ??= defer();
    return this.#waiting.promise;
  }

  /** Lets whoever waits go on. */
  made(): void {
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }
}
