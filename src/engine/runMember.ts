import { defer } from '#base/deferred.ts';
import type { FaultNotice } from '#contract/fault.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type * as Comlink from 'comlink';
import type { WorkerControl } from './protocol.ts';
import { RunMeter } from './runMeter.ts';
import type { WorkerHandle } from './workerHandle.ts';

/** One worker in one run: what it last said, and whether it still answers. */
export class RunMember {
  readonly index: number;
  readonly handle: WorkerHandle;
  readonly meter = new RunMeter();
  /** Nodes that failed here. */
  readonly failed = new Set<NodeId>();
  /** Settles when the worker is given up; calls to it are raced with this, since they never settle then. */
  readonly gone: Promise<void>;
  tapPort: MessagePort | undefined;
  readonly #gone = defer();
  #lost: FaultNotice | undefined;
  #askedAt: number | undefined;

  constructor(index: number, handle: WorkerHandle) {
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
    if (this.#lost || this.#askedAt !== undefined) return;
    this.#askedAt = performance.now();
    const reading = await Promise.race([this.control.inspect(), this.gone]);
    this.#askedAt = undefined;
    if (!reading) return;
    this.meter.add(reading);
    for (const [id, node] of Object.entries(reading.nodes)) {
      if (node.phase === 'failed') this.failed.add(id as NodeId);
    }
  }

  lose(notice: FaultNotice): void {
    this.#lost = notice;
    this.#gone.resolve();
  }
}
