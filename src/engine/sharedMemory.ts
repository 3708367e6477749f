import { canAwaitWords } from '#base/sharedWord.ts';
import { createSharedStore, emptied, type SharedStore } from '#stream/sharedSlots.ts';

/** Enough for thirty 1080p frames in RGBA. It is reserved, and touched only as far as frames need it. */
const BYTES = 256 * 1024 * 1024;

/**
 * Lends the memory for frames between workers to one run after another, so that it stays warm: a page
 * touched for the first time costs 2.4 µs, a fresh 1080p frame 5 ms.
 */
export class SharedMemory {
  readonly #allowed: boolean;
  #spare: SharedStore | undefined;

  /** `allowed`: whether this home can post shared memory to its workers. */
  constructor(allowed: boolean) {
    this.#allowed = allowed && canAwaitWords;
  }

  /** All of it free; undefined where the home has none to give: frames are transferred then. */
  lend(): SharedStore | undefined {
    if (!this.#allowed) return undefined;
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare) return emptied(spare);
    try {
      return createSharedStore(BYTES);
    } catch {
      // Too little address space: the run goes on with frames that move by transfer.
      return undefined;
    }
  }

  /** Takes it back from a run that ended with nobody holding any of it. */
  takeBack(store: SharedStore): void {
    this.#spare = store;
  }
}
