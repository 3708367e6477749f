import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE, UNKNOWN } from '#stream/micros.ts';
import {
  blockingOf,
  type Gathering,
  isFinished,
  settledOver,
  type TakenSet,
  takeFrom,
} from './gathering.ts';
import type { InputQueue } from './inputQueue.ts';
import type { NodeInput } from './nodeInput.ts';

/** Inputs that wait for each other. */
interface SyncSet {
  readonly inputs: readonly NodeInput[];
  /** The newest time it was served at. */
  served: number;
}

/** How the sets of a node are served. */
export interface SyncSetsOptions {
  /** True if a settled time is served also without a chunk. */
  readonly processBounds: boolean;
  /**
   * Set if the first input that ends is the end of all: as soon as that is known, or, so that the same input gives
   * the same output, `exactly` behind its last chunk, for which every input is waited for.
   */
  readonly closesEarly?: 'soon' | 'exactly';
}

const NOTHING: TakenSet = { set: {}, chunks: [] };

/**
 * Serves each set of inputs once everything at its earliest timestamp is known (MediaPipe,
 * DefaultInputStreamHandler and SyncSetInputStreamHandler); an `any` input is a set of its own. Of several
 * that are ready the earliest goes first; there is no order between sets beyond that.
 */
export class SyncSets implements Gathering {
  readonly #sets: readonly SyncSet[];
  readonly #inputs: readonly NodeInput[];
  /** The input of a node that has one, so that most nodes need no loop. */
  readonly #only: InputQueue | undefined;
  readonly #processBounds: boolean;
  readonly #closesEarly: SyncSetsOptions['closesEarly'];
  /** True if any input does not wait while it is idle. */
  readonly #mayLeaveOut: boolean;

  constructor(inputs: readonly NodeInput[], { processBounds, closesEarly }: SyncSetsOptions) {
    this.#inputs = inputs;
    this.#only = inputs.length === 1 && !inputs[0]!.part.loopback ? inputs[0]!.queue : undefined;
    this.#processBounds = processBounds;
    this.#closesEarly = closesEarly;
    this.#mayLeaveOut = inputs.some(({ part }) => part.onIdle !== 'wait');
    const groups = new Map<string | NodeInput, NodeInput[]>();
    for (const input of inputs) {
      const key = input.part.sync ? input.part.set : input;
      groups.set(key, [...(groups.get(key) ?? []), input]);
    }
    this.#sets = [...groups.values()].map((group) => ({ inputs: group, served: UNKNOWN }));
  }

  get finished(): boolean {
    return this.#closesEarly ? this.#inputs.some(isFinished) : this.#inputs.every(isFinished);
  }

  get settled(): Bound {
    return this.#only ? this.#only.settled : settledOver(this.#inputs);
  }

  get blocking(): NodeInput | undefined {
    for (const { inputs } of this.#sets) {
      const blocking = blockingOf(inputs);
      if (blocking) return blocking;
    }
    return undefined;
  }

  take(eager: boolean, below: Bound = DONE): TakenSet | undefined {
    if (this.#closesEarly && this.finished) return undefined;
    if (this.#closesEarly === 'exactly' && this.#inputs.some(keepsWaiting)) return undefined;
    let next: SyncSet | undefined;
    let time = DONE;
    for (const set of this.#sets) {
      const ready = this.#readyAt(set, below);
      if (ready !== undefined && (!next || ready < time)) {
        next = set;
        time = ready;
      }
    }
    // The very end is told by `flush`.
    if (!next || (time === DONE && this.finished)) return undefined;
    next.served = time;
    const ready = next.inputs.filter((input) => input.queue.length > 0 && input.settled === time);
    const taken = ready.length > 0 ? takeFrom(ready, eager) : NOTHING;
    return this.#mayLeaveOut ? withHeld(taken, next.inputs, time) : taken;
  }

  /** The time at which a set can be served; undefined while something earlier may still come. */
  #readyAt({ inputs, served }: SyncSet, below: Bound): number | undefined {
    let first = DONE;
    let bound = below;
    let counts = false;
    for (const input of inputs) {
      const { queue } = input;
      if (input.isLeftOut) continue;
      counts = true;
      if (queue.length > 0) first = Math.min(first, input.settled);
      else bound = Math.min(bound, input.settled);
    }
    if (first !== DONE && bound > first) return first;
    if (!this.#processBounds || !counts) return undefined;
    const settled = Math.min(first, bound - 1);
    return settled > served ? settled : undefined;
  }
}

/** True if what comes next on an input is not known, and will be without the node itself. */
function keepsWaiting({ part, queue }: NodeInput): boolean {
  return queue.length === 0 && !part.loopback;
}

/** Adds what idle inputs repeat at that time, which is counted with nothing; what they still send below it is late. */
function withHeld({ set, chunks }: TakenSet, inputs: readonly NodeInput[], time: number): TakenSet {
  const all: Record<string, Chunk> = { ...set };
  for (const input of inputs) {
    if (!input.isLeftOut) continue;
    input.passOver(time + 1);
    const held = chunks.length > 0 ? input.repeated(time) : undefined;
    if (held) all[input.name] = held;
  }
  return { set: all, chunks };
}
