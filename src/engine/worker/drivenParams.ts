import type { Json } from '#base/json.ts';
import { drivenValue } from '#contract/drivenValue.ts';
import type { DrivableField } from '#contract/params.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import { blockingOf, type Gathering, isFinished, type TakenSet } from './gathering.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { WorkerScope } from './workerScope.ts';

/** Least time between two values for which a kernel is opened anew in a paced run, in ms. */
const REOPEN_MS = 500;

type Params = Readonly<Record<string, Json>>;

/**
 * The params of one node that streams of numbers set. In batch a value holds for every chunk from its timestamp
 * on, exactly: the node is served below what is settled on the streams of its params, and a value is taken once
 * nothing of the node below it is left. In a live run values are taken as they come. Lives with its node.
 */
export class DrivenParams implements Gathering {
  /** What the streams have made of params so far. */
  readonly values: Record<string, Json> = {};
  readonly #node: NodeRuntime;
  readonly #scope: WorkerScope;
  readonly #inner: Gathering;
  readonly #inputs: readonly NodeInput[];
  /** True where values wait for their time. */
  readonly #exact: boolean;
  /** What the document says, under what the streams do. */
  #base: Params;
  #reopenedAt = -Infinity;
  /** True while a value waits because the kernel was opened anew a moment ago. */
  #postponed = false;
  #fault: string | undefined;
  #faults = 0;

  /** `inner` serves what the kernel knows. */
  constructor(node: NodeRuntime, inner: Gathering, scope: WorkerScope) {
    this.#node = node;
    this.#inner = inner;
    this.#scope = scope;
    this.#inputs = node.inputs.filter(({ part }) => part.drives);
    this.#exact = this.#inputs.some(({ part }) => part.sync);
    this.#base = node.part.params;
  }

  /** What a person should know of it, in a few words. */
  get notice(): string | undefined {
    if (this.#fault === undefined) {
      return this.#reopenedAt > -Infinity ? 'Each new value opens it anew' : undefined;
    }
    return this.#faults === 1 ? this.#fault : `${this.#fault}, ${this.#faults} times`;
  }

  /** Takes what the document says now; what is driven stays so. */
  over(params: Params): Params {
    this.#base = params;
    return this.#params;
  }

  get finished(): boolean {
    return this.#inner.finished && (!this.#exact || this.#inputs.every(isFinished));
  }

  get settled(): Bound {
    return this.#inner.settled;
  }

  get blocking(): NodeInput | undefined {
    return this.#exact ? blockingOf(this.#node.inputs) : this.#inner.blocking;
  }

  take(eager: boolean): TakenSet | undefined {
    return this.#takeValue(eager) ?? this.#takePostponed() ?? this.#takeSet(eager);
  }

  #takeValue(eager: boolean): TakenSet | undefined {
    const input = earliestOf(this.#inputs);
    if (!input || (this.#exact && input.settled > this.#inner.settled)) return undefined;
    const chunk = input.take(eager);
    // Once the node has ended itself, what follows is for nobody.
    const isNew = !this.#inner.finished && this.#set(input, chunk);
    return { set: undefined, chunks: [chunk], ...(isNew && this.#handOver()) };
  }

  #takePostponed(): TakenSet | undefined {
    if (!this.#postponed || this.#isTooSoon) return undefined;
    return { set: undefined, chunks: [], ...this.#handOver() };
  }

  #takeSet(eager: boolean): TakenSet | undefined {
    if (!this.#exact) return this.#inner.take(eager, DONE);
    const below = Math.min(...this.#inputs.map(({ settled }) => settled));
    return this.#inner.finished ? undefined : this.#inner.take(eager, below);
  }

  get #params(): Params {
    return { ...this.#base, ...this.values };
  }

  get #reopens(): boolean {
    const { kernel, part } = this.#node;
    return part.mode === 'normal' && kernel !== undefined && !kernel.update;
  }

  get #isTooSoon(): boolean {
    return this.#scope.time.paced && this.#scope.thread.now() - this.#reopenedAt < REOPEN_MS;
  }

  /** The params to hand to the kernel, if there is one that takes them now. */
  #handOver(): Pick<TakenSet, 'params'> {
    if (this.#node.part.mode !== 'normal') return {};
    this.#postponed = this.#reopens && this.#isTooSoon;
    if (this.#postponed) return {};
    if (this.#reopens) this.#reopenedAt = this.#scope.thread.now();
    return { params: this.#params };
  }

  /** True if the param has another value now. */
  #set(input: NodeInput, { payload }: Chunk): boolean {
    input.gate?.check(payload);
    const field: DrivableField = input.part.drives!;
    const { value, fault } = drivenValue(field, typeof payload === 'number' ? payload : NaN);
    if (fault !== undefined) {
      this.#fault = fault;
      this.#faults += 1;
      this.#node.env.log(this.notice!);
    }
    if (value === undefined) return false;
    const before = this.#params[field.name];
    this.values[field.name] = value;
    return value !== before;
  }
}

/** The input whose oldest chunk is the earliest. */
function earliestOf(inputs: readonly NodeInput[]): NodeInput | undefined {
  let earliest: NodeInput | undefined;
  for (const input of inputs) {
    if (input.queue.length === 0) continue;
    if (!earliest || input.settled < earliest.settled) earliest = input;
  }
  return earliest;
}
