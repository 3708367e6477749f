import { type FaultNotice, noticeOf } from '#contract/fault.ts';
import type { NodePart } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { type Bound, boundAfter, DONE, UNKNOWN } from '#stream/micros.ts';
import type { Json } from '#base/json.ts';
import { CallCount } from './callCount.ts';
import { DropCounter } from './counters.ts';
import type { DrivenParams } from './drivenParams.ts';
import type { DrivenSource } from './drivenSource.ts';
import { type Gathered, type Gathering, type TakenSet, UNREADY } from './gathering.ts';
import { KernelCall } from './kernelCall.ts';
import { KernelSlot } from './kernelSlot.ts';
import { NodeEnv } from './nodeEnv.ts';
import type { InStep } from './inStep.ts';
import { NeedsUp } from './needsUp.ts';
import { NodeInput } from './nodeInput.ts';
import type { Output } from './output.ts';
import type { ParallelCalls } from './parallelCalls.ts';
import { gatheringOf, isServedDirectly, needsRareParts } from './policies.ts';
import type { RareParts } from './rareParts.ts';
import { Sending } from './sending.ts';
import type { WorkerScope } from './workerScope.ts';

/** How far one node is. */
export type NodePhase = 'opening' | 'running' | 'ended' | 'failed';

/** One node of a run in its worker: feeds its kernel, sends what it emits, and counts both. */
export class NodeRuntime {
  readonly part: NodePart;
  readonly inputs: readonly NodeInput[];
  readonly outputs = new Map<string, Output>();
  readonly env: NodeEnv;
  readonly dropped = new DropCounter();
  readonly calls: CallCount;
  phase: NodePhase = 'opening';
  fault: FaultNotice | undefined;
  /** Newest delay from timestamp to processed, in ms; set where the run is paced. */
  latencyMs: number | undefined;
  /** Set once open, where streams set params. */
  driven: DrivenParams | undefined;
  /** Set beside it where the node is a source. */
  drivenSource: DrivenSource | undefined;
  /** What the ends below need. */
  readonly needs: NeedsUp;
  /** Set once open, for a sink that shows chunks at their time. */
  inStep: InStep | undefined;
  /** For a source: below this what it sends is of no use, in the times of its kernel. */
  earliest: (output: string) => Bound = () => UNKNOWN;
  /** True once the kernel has closed: nothing of the node is left. */
  gone = false;
  readonly #gated: readonly NodeInput[];
  readonly #scope: WorkerScope;
  readonly #slot: KernelSlot;
  readonly #gathered: Gathered;
  #gathering: Gathering;
  readonly #sending: Sending;
  readonly #call: KernelCall;
  /** Set once open, where the kernel takes several calls at once. */
  #parallel: ParallelCalls | undefined;
  /** True if a chunk that comes by call goes straight into the kernel, where nothing waits. */
  readonly #direct: boolean;
  /** Params that came while a call was inside. */
  #nextParams: Readonly<Record<string, Json>> | undefined;
  #finishing = false;
  readonly #mayLeaveOut: boolean;
  #isIdle = false;

  constructor(part: NodePart, scope: WorkerScope) {
    this.part = part;
    this.#scope = scope;
    this.calls = new CallCount(scope.thread.now());
    this.inputs = part.inputs.map((input) => new NodeInput(input, scope.memory));
    this.#mayLeaveOut = part.inputs.some(({ onIdle }) => onIdle !== 'wait');
    this.#gated = this.inputs.filter(({ gate }) => gate);
    this.#gathered = { ...part, lossless: scope.lossless };
    const gathering = needsRareParts(part) ? undefined : gatheringOf(this.inputs, this.#gathered);
    this.#gathering = gathering ?? UNREADY;
    this.#direct = isServedDirectly(part);
    this.env = new NodeEnv(this, scope);
    this.#sending = new Sending(part, this.outputs, this.env);
    this.#call = new KernelCall(this, scope);
    this.#slot = new KernelSlot(part, scope, this.env);
    this.needs = new NeedsUp(this, scope.thread);
  }

  get kernel(): KernelSlot['kernel'] {
    return this.#slot.kernel;
  }

  /** True until the node has ended or failed. */
  get alive(): boolean {
    return this.phase === 'opening' || this.phase === 'running';
  }

  /** True while the node takes chunks: one that flushes takes no more. */
  get takes(): boolean {
    return this.alive && !this.#finishing;
  }

  /** True if it does nothing before something comes or somebody makes room. */
  get passive(): boolean {
    if (this.gone || this.env.heldBy !== undefined || this.drivenSource?.waits) return true;
    const works = this.#call.settled !== undefined || this.#parallel?.empty === false;
    return this.takes && !this.part.source && !works;
  }

  /** The input that keeps the others waiting. */
  get blocking(): NodeInput | undefined {
    return this.alive ? this.#gathering.blocking : undefined;
  }

  /** Why a chunk that comes now is lost. */
  get refusal(): DropReason {
    return this.phase === 'failed' ? 'node-failed' : 'cancelled';
  }

  /** Loads and opens the kernel. Never rejects: a failure is the node's. */
  async open(): Promise<void> {
    try {
      if (needsRareParts(this.part)) await this.#loadRareParts();
      await this.#slot.open();
      if (this.phase !== 'opening' || this.part.source) return;
      this.phase = 'running';
      // Where a node above failed to open, inputs may have ended meanwhile.
      void this.pump();
    } catch (error) {
      this.fail(error);
    }
  }

  async #loadRareParts(): Promise<void> {
    const rare = await this.#scope.thread.loadRareParts();
    const known = this.inputs.filter(({ part }) => !part.drives);
    this.#gathering = gatheringOf(known, this.#gathered, rare) ?? UNREADY;
    if (known.length < this.inputs.length) this.#drive(rare);
    if (this.part.inStepUs !== undefined) {
      this.inStep = new rare.InStep(this, this.#gathering, this.#scope);
      this.#gathering = this.inStep;
    }
    if (this.part.maxInFlight > 1) {
      this.#parallel = new rare.ParallelCalls(this, this.#sending, this.#scope);
    }
  }

  #drive({ DrivenParams, DrivenSource }: RareParts): void {
    if (this.part.source) this.drivenSource = new DrivenSource(this, this.#scope);
    this.driven = this.drivenSource?.params ?? new DrivenParams(this, this.#gathering, this.#scope);
    this.#gathering = this.driven;
  }

  /** Emits for the kernel. A call that was given up sends nothing. */
  readonly emit = (port: string, chunk: Chunk): void | Promise<void> =>
    this.alive ? this.#sending.emit(port, chunk) : undefined;

  /** Raises the bound of an output for the kernel. */
  advanceOutput(port: string, bound: Bound): void | Promise<void> {
    return this.alive ? this.#sending.advance(port, bound) : undefined;
  }

  /** Says for the kernel whether an output sends anything for now. */
  idleOutput(port: string, isIdle: boolean): void {
    if (this.alive) this.#sending.idle(isIdle, port);
  }

  /** A chunk by direct call. Held by the caller until this returns or its promise settles. */
  accept(input: NodeInput, chunk: Chunk): void | Promise<void> {
    if (!this.takes) {
      input.refuse(this.refusal);
      return undefined;
    }
    if (this.#direct && !this.#call.settled && input.queue.length === 0) {
      input.queue.advance(boundAfter(chunk.timestamp));
      input.deliver(chunk, this.#scope.time.paused);
      return this.#call.start({ [input.name]: chunk }, [chunk], false);
    }
    this.#scope.memory.retain(chunk.payload);
    input.push(chunk, this.#scope.thread.now());
    return this.pump();
  }

  /** A higher bound by direct call. */
  advance(input: NodeInput, bound: Bound): void | Promise<void> {
    input.queue.advance(bound);
    return this.alive ? this.pump() : undefined;
  }

  /** That a stream is idle, by direct call. */
  setIdle(input: NodeInput, isIdle: boolean): void {
    input.queue.idle = isIdle;
    if (this.alive) void this.pump();
  }

  /** Serves every input set that is ready. */
  pump(): void | Promise<void> {
    for (;;) {
      if (this.#call.settled) return this.#call.settled.then(() => this.pump());
      const worked = this.step();
      if (worked === false) return undefined;
      if (worked !== true) return worked.then(() => this.pump());
    }
  }

  /** Serves one input set. False if none is ready; a promise while the kernel is inside, or is opened anew. */
  step(): boolean | Promise<void> {
    if (!this.takes || (this.phase === 'opening' && !this.part.source)) return false;
    if (this.#call.settled) return this.#call.settled;
    const wait = this.#nextParams ? this.#parallel?.idle : this.#parallel?.full;
    if (wait) return wait;
    const taken = this.#take();
    if (taken?.set && this.#parallel) return this.#parallel.start(taken.set, taken.chunks);
    if (taken?.set) return this.#call.start(taken.set, taken.chunks, true) ?? true;
    if (taken?.params) void this.#handOver(taken.params);
    if (taken) return this.#passOver(taken.chunks) ?? true;
    if (this.#gathering.finished) {
      void this.finish();
      return false;
    }
    const pending = this.forwardBound();
    this.#forwardIdle();
    return pending ?? false;
  }

  /** For a source: takes what sets a param, if its time has come, and hands the params to `update`. */
  takeValue(update: (params: Readonly<Record<string, Json>>) => void): boolean {
    const taken = this.#take();
    if (taken?.params) update(taken.params);
    if (taken) void this.#passOver(taken.chunks);
    return taken !== undefined;
  }

  #take(): TakenSet | undefined {
    try {
      return this.#gathering.take(this.#scope.time.paused);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** What the policy took and does not hand on has been served all the same. */
  #passOver(chunks: readonly Chunk[]): void | Promise<void> {
    this.calls.processed += chunks.length;
    for (const chunk of chunks) this.#scope.memory.release(chunk.payload);
    return this.forwardBound();
  }

  /** Hands new params to the kernel between two calls; one that can't take them is opened anew. */
  update(params: Readonly<Record<string, Json>>): Promise<void> {
    return this.#handOver(this.driven?.over(params) ?? params);
  }

  async #handOver(params: Readonly<Record<string, Json>>): Promise<void> {
    this.#nextParams = params;
    if (this.#parallel) await this.#parallel.idle;
    // A kernel that is being opened takes them as soon as it is there.
    if (!this.#call.settled || !this.kernel) await this.takeParams();
  }

  /** Every input has ended: flushes, ends the outputs, closes. */
  async finish(): Promise<void> {
    if (this.#finishing || !this.alive) return;
    this.#finishing = true;
    try {
      await this.#call.settled;
      await this.#parallel?.idle;
      // Calls that were given up with their node have not ended: there is nothing to flush behind them.
      if (!this.alive) return;
      await this.kernel?.flush?.(this.emit);
    } catch (error) {
      this.fail(error);
      return;
    } finally {
      // What was held back and is given up now has counted as processed.
      this.calls.processed -= this.env.takeDropped();
    }
    this.phase = 'ended';
    // Where a policy ends before its inputs do, something may be left.
    for (const input of this.inputs) input.clear('cancelled');
    await this.close();
    this.#sending.end();
  }

  /** The node fails: what it held is counted, its outputs end, its neighbours go on. */
  fail(error: unknown): void {
    if (!this.alive) return;
    this.phase = 'failed';
    this.fault = noticeOf(error);
    this.#parallel?.abandon('node-failed');
    for (const input of this.inputs) input.clear('node-failed');
    void this.close().then(() => this.#sending.end());
  }

  /** Ends at once, without flushing. */
  async cancel(reason: DropReason = 'cancelled'): Promise<void> {
    if (this.alive) this.phase = 'ended';
    this.#call.abandon(reason);
    this.#parallel?.abandon(reason);
    for (const input of this.inputs) input.clear(reason);
    this.#sending.cancel(reason);
    await this.close();
  }

  /** Closes the kernel, once. A failure here is noted and goes no further. */
  async close(): Promise<void> {
    if (this.gone) return;
    this.env.abort();
    try {
      await this.#slot.close();
    } catch (error) {
      this.fault ??= noticeOf(error);
    }
    if (this.gone) return;
    for (const input of this.inputs) input.forget();
    this.inStep?.stop();
    this.gone = true;
    this.#scope.page.closed(this.part.id);
  }

  /** Hands a set to the kernel. Throws what that throws, and for a chunk of a form it does not take. */
  callKernel(
    set: Readonly<Record<string, Chunk>>,
    emit: NodeRuntime['emit'],
  ): void | Promise<void> {
    if (this.#gated.length > 0) this.#checkForms(set);
    return this.kernel!.process!(set, emit);
  }

  #checkForms(set: Readonly<Record<string, Chunk>>): void {
    for (const { name, gate } of this.#gated) if (set[name]) gate!.check(set[name].payload);
  }

  /** Hands over params that came during a call. A promise where the kernel is opened anew; until then a call counts as inside. */
  takeParams(): void | Promise<void> {
    const params = this.#nextParams;
    this.#nextParams = undefined;
    if (!params || !this.alive || this.#finishing) return undefined;
    try {
      const reopened = this.#slot.update(params);
      if (reopened) {
        this.#call.occupy(reopened.catch((error: unknown) => this.fail(error)));
      }
    } catch (error) {
      this.fail(error);
    }
    return this.#call.settled;
  }

  /** Notes how old a chunk was when the node had processed it. */
  noteLatency({ timestamp }: Chunk, at: number): void {
    const soFar = this.#scope.latencyOf(timestamp, at);
    this.latencyMs = soFar === undefined ? undefined : soFar + this.env.outsideMs;
  }

  /** Raises the bounds of outputs to what is settled. */
  forwardBound(): void | Promise<void> {
    const lowest = this.#parallel?.lowest ?? DONE;
    const { settled } = this.#gathering;
    if (this.#mayLeaveOut && settled !== DONE) this.#passOverIdle(settled);
    return this.#sending.follow(Math.min(settled, lowest));
  }

  /** What is left out can't add to what is said to be over. */
  #passOverIdle(settled: Bound): void {
    for (const input of this.inputs) if (input.isLeftOut) input.passOver(settled);
  }

  /** Nothing comes by the outputs while nothing does by any input and nothing is inside. */
  #forwardIdle(): void {
    if (this.#parallel?.empty === false) return;
    let isIdle = false;
    for (const { part, queue } of this.inputs) {
      if (part.loopback || part.drives) continue;
      isIdle = queue.idle && queue.size === 0;
      if (!isIdle) break;
    }
    if (isIdle || this.#isIdle) this.#sending.idle(isIdle);
    this.#isIdle = isIdle;
  }
}
