import { defer, type Deferred } from '#base/deferred.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import type { Payload } from '#stream/payload.ts';
import { countLost } from './countLost.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { Sending } from './sending.ts';
import type { WorkerScope } from './workerScope.ts';

/** A chunk that waits for the calls before its own. */
interface HeldBack {
  readonly port: string;
  readonly chunk: Chunk;
  readonly sent: Deferred<void>;
}

/** One call, from when it began until all it emitted has left. */
interface Call {
  readonly number: number;
  readonly timestamp: number;
  readonly chunks: readonly Chunk[];
  readonly heldBack: HeldBack[];
  settled: boolean;
}

/**
 * The calls inside a kernel that takes several at once. What they emit leaves in the order they began
 * (MediaPipe, InOrderOutputStreamHandler); what they allocate lives until every call that was inside at
 * that time has settled. Lives with its node.
 */
export class ParallelCalls {
  readonly #node: NodeRuntime;
  readonly #sending: Sending;
  readonly #scope: WorkerScope;
  readonly #limit: number;
  /** Those that have not left yet, oldest first. */
  readonly #calls: Call[] = [];
  /** What was allocated up to the start of a call, by the number of the call before. */
  readonly #allocated: { readonly number: number; readonly payloads: readonly Payload[] }[] = [];
  /** Numbers of calls whose promise is open, abandoned ones included. */
  readonly #open = new Set<number>();
  #count = 0;
  #draining = false;
  #room: Deferred<void> | undefined;
  #idle: Deferred<void> | undefined;

  constructor(node: NodeRuntime, sending: Sending, scope: WorkerScope) {
    this.#node = node;
    this.#sending = sending;
    this.#scope = scope;
    this.#limit = node.part.maxInFlight;
  }

  get empty(): boolean {
    return this.#calls.length === 0;
  }

  /** Resolves when another call may begin; undefined if it may now. */
  get full(): Promise<void> | undefined {
    if (this.#calls.length < this.#limit) return undefined;
    this.#room ??= defer();
    return this.#room.promise;
  }

  /** Resolves when no call is left. */
  get idle(): Promise<void> | undefined {
    if (this.empty) return undefined;
    this.#idle ??= defer();
    return this.#idle.promise;
  }

  /** No output bound may pass what the oldest call was given. */
  get lowest(): Bound {
    return this.#calls[0]?.timestamp ?? DONE;
  }

  /** Calls the kernel, and holds the chunks until the call settles. True: something was done. */
  start(set: Readonly<Record<string, Chunk>>, chunks: readonly Chunk[]): true {
    this.#noteAllocated();
    const number = this.#count++;
    const timestamp = Math.min(...chunks.map((chunk) => chunk.timestamp));
    const call: Call = { number, timestamp, chunks, heldBack: [], settled: false };
    this.#calls.push(call);
    this.#open.add(number);
    void this.#run(call, set);
    return true;
  }

  /** Gives up every call that is inside; its chunks are lost, and counted. */
  abandon(reason: DropReason): void {
    const calls = this.#calls.splice(0);
    for (const { heldBack } of calls) for (const held of heldBack.splice(0)) this.#release(held);
    const lost = calls.filter(({ settled }) => !settled).flatMap(({ chunks }) => chunks);
    if (lost.length > 0) countLost(this.#node, lost, reason);
    for (const chunk of lost) this.#scope.memory.release(chunk.payload);
    this.#wake();
  }

  async #run(call: Call, set: Readonly<Record<string, Chunk>>): Promise<void> {
    const { thread, stopwatch } = this.#scope;
    const startedAt = thread.now();
    const emit = (port: string, chunk: Chunk): void | Promise<void> =>
      this.#emit(call, port, chunk);
    let thrown: { readonly error: unknown } | undefined;
    try {
      await this.#node.callKernel(set, emit);
    } catch (error) {
      thrown = { error };
    }
    this.#open.delete(call.number);
    this.#noteAllocated();
    this.#letGo();
    if (!this.#calls.includes(call)) return;
    const { env, calls } = this.#node;
    call.settled = true;
    const left = call.chunks.length - env.takeDropped();
    for (const chunk of call.chunks) this.#scope.memory.release(chunk.payload);
    if (thrown) {
      calls.errored += left;
      this.#node.fail(thrown.error);
      return;
    }
    const endedAt = thread.now();
    stopwatch.busy += endedAt - startedAt;
    calls.served(left, endedAt - startedAt, endedAt);
    void this.#drain();
  }

  /** The oldest call sends at once; the others wait for their turn, which is back pressure. */
  #emit(call: Call, port: string, chunk: Chunk): void | Promise<void> {
    if (!this.#node.alive || !this.#calls.includes(call)) return undefined;
    if (call === this.#calls[0] && !this.#draining) return this.#sending.emit(port, chunk);
    this.#scope.memory.retain(chunk.payload);
    const sent = defer();
    call.heldBack.push({ port, chunk, sent });
    return sent.promise;
  }

  /** Sends what was held back, call by call, as far as calls have settled. */
  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (let call = this.#calls[0]; call; call = this.#calls[0]) {
      for (let held = call.heldBack.shift(); held; held = call.heldBack.shift()) {
        await this.#send(held);
      }
      if (!call.settled || call !== this.#calls[0]) break;
      this.#calls.shift();
      this.#wake();
      await this.#node.forwardBound();
    }
    this.#draining = false;
  }

  async #send(held: HeldBack): Promise<void> {
    try {
      if (this.#node.alive) await this.#sending.emit(held.port, held.chunk);
    } catch (error) {
      this.#node.fail(error);
    }
    this.#release(held);
  }

  #release({ chunk, sent }: HeldBack): void {
    this.#scope.memory.release(chunk.payload);
    sent.resolve();
  }

  #noteAllocated(): void {
    const payloads = this.#node.env.takeScope();
    if (payloads.length > 0) this.#allocated.push({ number: this.#count - 1, payloads });
  }

  #letGo(): void {
    const lowest = Math.min(this.#count, ...this.#open);
    while (this.#allocated[0] && this.#allocated[0].number < lowest) {
      for (const payload of this.#allocated.shift()!.payloads) this.#scope.memory.release(payload);
    }
  }

  #wake(): void {
    this.#room?.resolve();
    this.#room = undefined;
    if (!this.empty) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}
