import { later } from '#base/timer.ts';
import type { KernelEnv } from '#contract/env.ts';
import type { Emit, Kernel, KernelModule } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { CallWatch } from './callWatch.ts';
import { ClockWatch } from './clockWatch.ts';
import { Holdings } from './holdings.ts';
import type { Journal, NodeJournal } from './journal.ts';
import { simKernel } from './simKernels.ts';
import { read } from './simPayload.ts';
import { partsOf, type SimParams, simSpecOf } from './simSpecs.ts';
import type { SimThread } from './simThread.ts';

type AnyKernel = Kernel<InputPorts, OutputPorts, SimParams>;
type Inputs = Readonly<Record<string, Chunk>>;

/** What failing nodes say; any other failure is a violation. */
export const PLANNED_FAILURE = 'It fails as planned.';

/** The kernel of a simulated operator, with its faults, its costs, and an eye on what the engine promised it. */
export function watchedKernel(operator: string, thread: SimThread, journal: Journal): KernelModule {
  const { name, kind } = partsOf(operator);
  const inner = simKernel(name, kind);
  const module: KernelModule<InputPorts, OutputPorts, SimParams> = {
    async open(params, env) {
      const watch = new Watch(params, thread, journal, operator);
      const watched = watch.envOf(env);
      return watch.open(await inner.open(params, watched));
    },
  };
  return module as KernelModule;
}

/** One kernel from its opening to its close. */
class Watch {
  readonly #params: SimParams;
  readonly #thread: SimThread;
  readonly #journal: Journal;
  readonly #node: NodeJournal;
  readonly #operator: string;
  #inside = 0;
  #isFlushed = false;
  #isClosed = false;
  readonly #holdings = new Holdings();
  #calls!: CallWatch;
  #clock!: ClockWatch;

  constructor(params: SimParams, thread: SimThread, journal: Journal, operator: string) {
    this.#params = params;
    this.#thread = thread;
    this.#journal = journal;
    this.#node = journal.of(params.name);
    this.#operator = operator;
  }

  /** The env to open the kernel with. */
  envOf(env: KernelEnv): KernelEnv {
    this.#calls = new CallWatch(simSpecOf(this.#operator)!, env, (what) => this.#complain(what));
    this.#clock = new ClockWatch(env.clock, this.#thread);
    const watched = this.#holdings.watched(env);
    return Object.assign(watched, {
      idle: (output: string, isIdle: boolean): void => {
        this.#node.saidIdle = isIdle;
        env.idle(output, isIdle);
      },
    });
  }

  async open(kernel: AnyKernel): Promise<AnyKernel> {
    const { opening, failure } = this.#params;
    if (opening > 0) await later(this.#thread.startTimer, opening);
    if (failure === 'open') this.#fail();
    const node = this.#node;
    if (node.thread === this.#thread && node.opened > node.closed) {
      this.#complain('is opened while another kernel of it is open');
    }
    node.thread = this.#thread;
    node.opened += 1;
    node.holdings.push(this.#holdings);
    return {
      ...(kernel.process
        ? { process: (set, emit) => this.#process(kernel, set as Inputs, emit) }
        : {}),
      ...(kernel.produce ? { produce: (signal) => this.#produce(kernel, signal) } : {}),
      ...(kernel.update ? { update: (params) => this.#update(kernel, params) } : {}),
      flush: (emit) => this.#flush(kernel, emit),
      close: () => this.#close(kernel),
    };
  }

  #process(kernel: AnyKernel, set: Inputs, emit: Emit<OutputPorts>): void | Promise<void> {
    const { cost, sleep, failure, failAt } = this.#params;
    const { maxInFlight = 1 } = simSpecOf(this.#operator)!;
    if (this.#inside >= maxInFlight) this.#complain(`is called while ${this.#inside} are inside`);
    if (this.#isFlushed) this.#complain('is called after its flush');
    if (this.#isClosed) this.#complain('is called after its close');
    this.#enter(set);
    this.#thread.spend(cost);
    const fails = this.#node.calls === failAt;
    try {
      if (fails && failure === 'throw') this.#fail();
      const rejects = fails && failure === 'reject';
      if (sleep > 0 || rejects) return this.#slowly(kernel, set, emit, rejects);
      const pending = kernel.process!(set, this.#watched(emit));
      if (pending) return this.#settled(pending, set);
    } catch (error) {
      this.#leave(set);
      throw error;
    }
    this.#leave(set);
    return undefined;
  }

  #enter(set: Inputs): void {
    this.#inside += 1;
    this.#node.calls += 1;
    this.#calls.look(set);
    for (const [port, chunk] of Object.entries(set)) this.#noteGiven(port, chunk);
    this.#holdings.inside += Object.keys(set).length;
  }

  #leave(set: Inputs): void {
    this.#inside -= 1;
    this.#holdings.inside -= Object.keys(set).length;
    if (this.#inside === 0) this.#holdings.letGo();
  }

  async #slowly(
    kernel: AnyKernel,
    set: Inputs,
    emit: Emit<OutputPorts>,
    rejects: boolean,
  ): Promise<void> {
    const noted = this.#said(set);
    try {
      const { maxInFlight = 1 } = simSpecOf(this.#operator)!;
      // Calls side by side take turns in being slow, so that they settle in another order.
      const factor = maxInFlight > 1 ? (this.#node.calls * 7) % 4 : 1;
      await later(this.#thread.startTimer, this.#params.sleep * factor);
      // A call that was given up meanwhile has lost what it was given.
      if (this.#isClosed) return;
      if (rejects) this.#fail();
      if (this.#said(set) !== noted) this.#complain('sees its input change under its hands');
      await kernel.process!(set, this.#watched(emit));
    } finally {
      this.#leave(set);
    }
  }

  async #settled(pending: Promise<void>, set: Inputs): Promise<void> {
    try {
      await pending;
    } finally {
      this.#leave(set);
    }
  }

  async *#produce(
    kernel: AnyKernel,
    signal: AbortSignal,
  ): ReturnType<Required<AnyKernel>['produce']> {
    const { cost, sleep, failure, failAt } = this.#params;
    const node = this.#node;
    node.began += 1;
    const { heard } = this.#thread;
    if (heard === 'drain' || heard === 'cancel') this.#complain('begins anew after the stop');
    try {
      for await (const set of kernel.produce!(signal)) {
        node.calls += 1;
        this.#thread.spend(cost);
        if (sleep > 0) await later(this.#thread.startTimer, sleep);
        if (node.calls === failAt && (failure === 'throw' || failure === 'reject')) this.#fail();
        for (const [port, chunk] of Object.entries(set as Inputs)) this.#noteSent(port, chunk);
        const [first] = Object.values(set as Inputs);
        const isPaced = this.#params.paced && partsOf(this.#operator).name === 'source';
        if (isPaced && sleep === 0) {
          this.#clock.reach(first!.timestamp, (what) => this.#complain(what));
        }
        node.sentAt = this.#thread.runTime;
        node.isTaken = false;
        node.saidIdle = false;
        yield set;
        node.isTaken = true;
        this.#holdings.letGo();
        this.#clock.look((what) => this.#complain(what));
        if (this.#isClosed) this.#complain('is asked for more after its close');
        this.#checkPause();
      }
    } finally {
      node.unwound += 1;
      this.#holdings.letGo();
    }
  }

  #update(kernel: AnyKernel, params: SimParams): void {
    if (this.#inside > 0) this.#complain('gets params while a call is inside');
    if (this.#isClosed) this.#complain('gets params after its close');
    kernel.update!(params);
  }

  async #flush(kernel: AnyKernel, emit: Emit<OutputPorts>): Promise<void> {
    if (this.#inside > 0) this.#complain('is flushed while a call is inside');
    if (this.#isFlushed) this.#complain('is flushed twice');
    if (this.#isClosed) this.#complain('is flushed after its close');
    this.#isFlushed = true;
    this.#node.flushed += 1;
    if (this.#params.failure === 'flush') this.#fail();
    await kernel.flush?.(this.#watched(emit));
  }

  async #close(kernel: AnyKernel): Promise<void> {
    if (this.#isClosed) this.#complain('is closed twice');
    this.#isClosed = true;
    this.#node.closed += 1;
    await kernel.close?.();
    if (this.#inside === 0) this.#holdings.letGo();
    if (this.#params.failure === 'close') this.#fail();
  }

  #noteGiven(port: string, { timestamp, payload }: Chunk): void {
    try {
      const isBehindGap =
        typeof payload === 'object' && payload.kind === 'audio' && payload.discontinuity === true;
      this.#node.note('given', port, { timestamp, said: read(payload), isBehindGap });
      this.#journal.checkLevel(this.#node.id, port);
    } catch (error) {
      this.#complain(`is given a torn payload on '${port}': ${String(error)}`);
    }
  }

  /** What a call was given, which must still be there when it goes on. */
  #said(set: Inputs): string {
    try {
      return JSON.stringify(Object.values(set).map(({ payload }) => read(payload)));
    } catch (error) {
      this.#complain(`loses its input under its hands: ${String(error)}`);
      return '';
    }
  }

  #watched(emit: Emit<OutputPorts>): Emit<OutputPorts> {
    return (port, chunk) => {
      this.#noteSent(port, chunk);
      try {
        return emit(port, chunk);
      } catch (error) {
        this.#node.takeBack(port);
        throw error;
      }
    };
  }

  #noteSent(port: string, { timestamp, payload }: Chunk): void {
    this.#node.note('sent', port, { timestamp, said: read(payload) });
    this.#journal.checkRoom(this.#node.id, port);
  }

  /** A source that is no device is asked for nothing while the run is paused. */
  #checkPause(): void {
    const isLive = simSpecOf(this.#operator)!.live === true;
    if (!isLive && this.#thread.heard === 'pause') this.#complain('is asked for more in a pause');
  }

  #fail(): never {
    this.#node.failed = true;
    throw new Error(PLANNED_FAILURE);
  }

  #complain(what: string): void {
    this.#journal.complain(`Node ${this.#params.name} (${this.#operator}) ${what}.`);
  }
}
