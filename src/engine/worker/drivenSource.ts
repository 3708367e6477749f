import type { Json } from '#base/json.ts';
import { type Bound, DONE, UNKNOWN } from '#stream/micros.ts';
import { DrivenParams } from './drivenParams.ts';
import { isFinished } from './gathering.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { WorkerScope } from './workerScope.ts';

/** Hands params to the source. */
type Update = (params: Readonly<Record<string, Json>>) => void;

/**
 * The params of a source that streams of numbers set. In batch a value holds for what is sent from its timestamp
 * on: the source waits until the streams are settled where its last chunk ended, since the next begins there.
 * Lives with its node.
 */
export class DrivenSource {
  readonly params: DrivenParams;
  /** True while what is sent next waits for its params. */
  waits = false;
  readonly #node: NodeRuntime;
  /** Nothing is sent below `settled` any more. */
  readonly #next = {
    take: () => undefined,
    finished: false,
    settled: UNKNOWN,
    blocking: undefined,
  };
  readonly #exact: boolean;
  #wake: () => void = () => {};

  constructor(node: NodeRuntime, scope: WorkerScope) {
    this.#node = node;
    this.params = new DrivenParams(node, this.#next, scope);
    this.#exact = node.inputs.some(({ part }) => part.sync);
  }

  /** A value came, or more is known of a stream. In a live run it holds at once. */
  come(update: Update): void {
    if (!this.#exact) this.#take(update);
    this.#wake();
  }

  /** Resolves once it is known what holds for what begins at `at`, or at `DONE` once nothing more comes; never rejects. */
  async reach(at: Bound, update: Update, signal: AbortSignal): Promise<void> {
    this.#next.settled = Math.max(this.#next.settled, at);
    this.#next.finished = at === DONE;
    for (;;) {
      this.#take(update);
      if (!this.#exact || signal.aborted || !this.#node.alive || this.#isKnown(at)) return;
      this.waits = true;
      await this.#change(signal);
      this.waits = false;
    }
  }

  /** Resolves when something comes, or with the signal. Leaves nothing behind: a run may wait a million times. */
  async #change(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#wake = done;
      signal.addEventListener('abort', done);
    });
  }

  #take(update: Update): void {
    while (this.#node.alive && this.#node.takeValue(update)) {
      // As many as there are.
    }
  }

  #isKnown(at: Bound): boolean {
    const { inputs } = this.#node;
    return at === DONE ? inputs.every(isFinished) : inputs.every(({ settled }) => settled > at);
  }
}
