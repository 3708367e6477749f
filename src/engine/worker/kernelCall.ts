import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { countLost } from './countLost.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { WorkerScope } from './workerScope.ts';

/**
 * The one call inside the kernel of a node: hands a set over, waits where the kernel does, counts what came of it
 * and lets its memory go. Lives with its node.
 */
export class KernelCall {
  /** Settles when the call has; undefined while nothing is inside. */
  settled: Promise<void> | undefined;
  readonly #node: NodeRuntime;
  readonly #scope: WorkerScope;
  /** The chunks of the call, while they are the node's to count. */
  #chunks: readonly Chunk[] | undefined;

  constructor(node: NodeRuntime, scope: WorkerScope) {
    this.#node = node;
    this.#scope = scope;
  }

  /** Calls the kernel. `held` says that the node holds the chunks; else whoever waits for the promise does until then. */
  start(
    set: Readonly<Record<string, Chunk>>,
    chunks: readonly Chunk[],
    held: boolean,
  ): void | Promise<void> {
    const { stopwatch, memory, thread } = this.#scope;
    const node = this.#node;
    const outer = stopwatch.nested;
    stopwatch.nested = 0;
    const startedAt = thread.now();
    let result: void | Promise<void> = undefined;
    let thrown: { readonly error: unknown } | undefined;
    try {
      result = node.callKernel(set, node.emit);
    } catch (error) {
      thrown = { error };
    }
    const endedAt = thread.now();
    const elapsed = endedAt - startedAt;
    const own = elapsed - stopwatch.nested;
    stopwatch.nested = outer + elapsed;
    stopwatch.busy += own;
    if (thrown) {
      this.#errored(chunks, held, thrown.error);
      return undefined;
    }
    if (result === undefined) {
      this.#served(chunks, held, own, endedAt);
      return node.forwardBound();
    }
    if (!held) for (const chunk of chunks) memory.retain(chunk.payload);
    return this.#await(result, chunks, startedAt);
  }

  /** Something else keeps calls out until it settles. It may not reject. */
  occupy(work: Promise<void>): void {
    this.settled = work.then(() => void (this.settled = undefined));
  }

  /** Gives up a call that will not settle in time: its chunks are lost, and counted. */
  abandon(reason: DropReason): void {
    const chunks = this.#chunks;
    if (!chunks) return;
    this.#chunks = undefined;
    countLost(this.#node, chunks, reason);
    this.#release(chunks);
  }

  #await(result: Promise<void>, chunks: readonly Chunk[], startedAt: number): Promise<void> {
    const node = this.#node;
    const { env } = node;
    const heldBefore = env.heldMs;
    this.#chunks = chunks;
    const inside = result.then(
      () => {
        if (!this.#leave(chunks)) return env.releaseScope();
        const endedAt = this.#scope.thread.now();
        const waited = env.heldMs - heldBefore;
        this.#served(chunks, true, Math.max(0, endedAt - startedAt - waited), endedAt);
        return node.forwardBound();
      },
      (error: unknown) => {
        if (this.#leave(chunks)) this.#errored(chunks, true, error);
        else env.releaseScope();
      },
    );
    this.settled = inside;
    return inside;
  }

  /** False if the call was given up meanwhile. */
  #leave(chunks: readonly Chunk[]): boolean {
    this.settled = undefined;
    const isOurs = this.#chunks === chunks;
    this.#chunks = undefined;
    void this.#node.takeParams();
    return isOurs;
  }

  /** Counts a settled call and lets its memory go. */
  #served(chunks: readonly Chunk[], held: boolean, ms: number, at: number): void {
    const { part, env, calls } = this.#node;
    if (part.sink && chunks[0]) this.#node.noteLatency(chunks[0], at);
    calls.served(chunks.length - env.takeDropped(), ms, at);
    if (held) this.#release(chunks);
    env.releaseScope();
  }

  #errored(chunks: readonly Chunk[], held: boolean, error: unknown): void {
    const { calls, env } = this.#node;
    calls.errored += chunks.length - env.takeDropped();
    if (held) this.#release(chunks);
    this.#node.fail(error);
  }

  #release(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#scope.memory.release(chunk.payload);
  }
}
