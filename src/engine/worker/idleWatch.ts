import type { Bound } from '#stream/micros.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { Output } from './output.ts';
import type { WorkerScope } from './workerScope.ts';

/** Looks at the outputs so often until they may be idle: they are after one to 1.25 times as long as asked. */
const LOOKS = 4;

/** What an output had said by the last look, and when it was found to have said more, in µs of run time. */
interface Seen {
  bound: Bound;
  movedAt: number;
}

/**
 * Finds outputs of a device that have been silent for too long, and says that they are idle (Flink,
 * WatermarksWithIdleness). Its clock stands still with the run's, and while the source waits for room: a slow
 * consumer makes no source idle. Lives as long as the source is pulled.
 */
export class IdleWatch implements Disposable {
  readonly #node: NodeRuntime;
  readonly #scope: WorkerScope;
  readonly #afterMs: number;
  readonly #seen = new Map<Output, Seen>();
  #callOff: () => void;

  constructor(node: NodeRuntime, scope: WorkerScope, afterMs: number) {
    this.#node = node;
    this.#scope = scope;
    this.#afterMs = afterMs;
    const now = scope.time.now();
    for (const output of node.outputs.values()) {
      this.#seen.set(output, { bound: output.bound, movedAt: now });
    }
    this.#callOff = this.#lookLater();
  }

  [Symbol.dispose](): void {
    this.#callOff();
  }

  #lookLater(): () => void {
    return this.#scope.thread.startTimer(this.#afterMs / LOOKS, () => {
      this.#callOff = this.#lookLater();
      this.#look();
    });
  }

  #look(): void {
    const { env } = this.#node;
    const now = this.#scope.time.now();
    for (const [output, seen] of this.#seen) {
      if (output.bound !== seen.bound || env.heldBy !== undefined) {
        seen.bound = output.bound;
        seen.movedAt = now;
      } else if (now - seen.movedAt > this.#afterMs * 1000) output.idle(true);
    }
  }
}
