import { defer, type Deferred } from '#base/deferred.ts';
import type { FaultNotice } from '#contract/fault.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type * as Comlink from 'comlink';
import type { WorkerControl, WorkerReading } from './protocol.ts';
import { RunMeter } from './runMeter.ts';
import type { WorkerHandle } from './workerHandle.ts';
import type { Thread } from './worker/thread.ts';

/** One worker in one run: what it last said, and whether it still answers. */
export class RunMember {
  readonly index: number;
  readonly handle: WorkerHandle;
  readonly meter = new RunMeter();
  /** Nodes that failed here. */
  readonly failed = new Set<NodeId>();
  /**
   * Settles when the worker is given up; a call to it is raced with this, since it never settles then. Not
   * what is called again and again: a promise keeps whatever was ever raced with it.
   */
  readonly gone: Promise<void>;
  tapPort: MessagePort | undefined;
  /** Set once every kernel here has opened or failed. */
  opened = false;
  /** True once its thread is gone, also where its nodes had ended before: what it counted last is not known. */
  departed = false;
  readonly #gone = defer();
  readonly #thread: Thread;
  #lost: FaultNotice | undefined;
  #askedAt: number | undefined;
  #answer: Deferred<WorkerReading | undefined> | undefined;
  #reading: Promise<void> | undefined;

  constructor(index: number, handle: WorkerHandle, thread: Thread) {
    this.#thread = thread;
    this.index = index;
    this.handle = handle;
    this.gone = this.#gone.promise;
  }

  get control(): Comlink.Remote<WorkerControl> {
    return this.handle.control;
  }

  /** Why the worker was given up, if it was. */
  get lost(): FaultNotice | undefined {
    return this.#lost;
  }

  /** True once nothing of the run is left here. */
  get ended(): boolean {
    return this.#lost !== undefined || this.meter.latest?.ended === true;
  }

  /** True while its kernels are opened, once it has answered at all. A source that waits for a device has opened. */
  get opening(): boolean {
    return !this.opened && this.meter.latest !== undefined;
  }

  /** How long a question has gone unanswered, in ms. */
  silentFor(now: number): number {
    return this.#askedAt === undefined ? 0 : now - this.#askedAt;
  }

  /** Does not count so many ms as silence. */
  excuse(ms: number): void {
    if (this.#askedAt !== undefined) this.#askedAt += ms;
  }

  /** Asks for the counters, unless a question is still open. Never rejects. */
  async read(): Promise<void> {
    if (this.departed || this.#askedAt !== undefined) return;
    this.#reading = this.#ask();
    await this.#reading;
  }

  /** Asks for the counters as of now: once more, if a question is still open. */
  async readAnew(): Promise<void> {
    await this.#reading;
    await this.read();
  }

  async #ask(): Promise<void> {
    const answer = defer<WorkerReading | undefined>();
    this.#answer = answer;
    this.#askedAt = this.#thread.now();
    this.control.inspect().then(answer.resolve, answer.reject);
    const reading = await answer.promise;
    this.#answer = undefined;
    this.#askedAt = undefined;
    if (!reading) return;
    this.meter.add(reading);
    for (const [id, node] of Object.entries(reading.nodes)) {
      if (node.phase === 'failed') this.failed.add(id as NodeId);
    }
  }

  /** Its nodes fail with it. */
  lose(notice: FaultNotice): void {
    this.#lost = notice;
    this.depart();
  }

  /** Its thread is gone. */
  depart(): void {
    this.departed = true;
    this.#gone.resolve();
    this.#answer?.resolve(undefined);
  }
}
