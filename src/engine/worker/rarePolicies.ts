import type { InputPolicy } from '#contract/spec.ts';
import { Fault } from '#contract/fault.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import type { Payload } from '#stream/payload.ts';
import {
  blockingOf,
  type Gathered,
  type Gathering,
  isFinished,
  settledOver,
  type TakenSet,
  takeFrom,
} from './gathering.ts';
import type { NodeInput } from './nodeInput.ts';
import { SyncSets } from './syncSets.ts';

/** The policies that few operators declare. */
export type RarePolicy = Exclude<InputPolicy, { readonly kind: 'sync' | 'early-close' }>;
type FixedSizePolicy = Extract<InputPolicy, { kind: 'fixed-size' }>;
type MuxPolicy = Extract<InputPolicy, { kind: 'mux' }>;

/** Makes what decides when a node with such a policy is called. */
export function rareGatheringOf(
  inputs: readonly NodeInput[],
  { policy, processBounds, lossless }: Gathered<RarePolicy>,
): Gathering {
  switch (policy.kind) {
    case 'barrier':
      return barrier(inputs);
    case 'mux':
      return mux(inputs, policy);
    case 'align':
      return align(inputs, policy.base, {
        sync: new SyncSets(inputs, { processBounds }),
        goesAhead: !lossless,
      });
    case 'fixed-size':
      if (!lossless) boundInputs(inputs, policy);
      return new SyncSets(inputs, { processBounds });
  }
}

/** One chunk of every input, whatever their timestamps (MediaPipe, BarrierInputStreamHandler). */
function barrier(inputs: readonly NodeInput[]): Gathering {
  return {
    take: (eager, below = DONE) =>
      inputs.every(({ queue }) => queue.length > 0) && settledOver(inputs) < below
        ? takeFrom(inputs, eager)
        : undefined,
    get finished() {
      return inputs.some(isFinished);
    },
    get settled() {
      return settledOver(inputs);
    },
    get blocking() {
      return blockingOf(inputs);
    },
  };
}

/** Keeps queues short as chunks come, all at the same cut (MediaPipe, FixedSizeInputStreamHandler). */
function boundInputs(inputs: readonly NodeInput[], policy: FixedSizePolicy): void {
  const cut = policy.cut === 'all' ? cutOfAll : cutOfAny;
  for (const input of inputs) {
    input.onArrival = () => {
      const time = cut(inputs, policy);
      for (const each of inputs) each.dropBelow(time, 'queue-full');
    };
  }
}

/** The latest cut any input asks for, so that what survives is whole; at least one timestamp of each does. */
function cutOfAny(inputs: readonly NodeInput[], { trigger, target }: FixedSizePolicy): number {
  let cut = -Infinity;
  let leastBound: Bound = DONE;
  for (const { queue } of inputs) {
    const keep = queue.length >= trigger ? target : trigger - 1;
    const surplus = queue.newest(keep);
    if (surplus) cut = Math.max(cut, surplus.timestamp + 1);
    leastBound = Math.min(leastBound, queue.bound);
  }
  return Math.min(cut, leastBound - 1);
}

/** The earliest cut, once every input is full. */
function cutOfAll(inputs: readonly NodeInput[], { trigger, target }: FixedSizePolicy): number {
  if (inputs.some(({ queue }) => queue.length < trigger)) return -Infinity;
  return Math.min(...inputs.map(({ queue }) => queue.newest(target - 1)!.timestamp));
}

/** Hands on what a number chooses (MediaPipe, MuxInputStreamHandler). */
function mux(inputs: readonly NodeInput[], { select, ways }: MuxPolicy): Gathering {
  const chooser = inputs.find(({ name }) => name === select);
  const others = inputs.filter((input) => input !== chooser);
  const isChosen = ({ name }: NodeInput): boolean =>
    name === wayOf(chooser?.queue.peek()?.payload, select, ways);
  /** The chosen input, while something may still come there at the time of the choice. */
  const awaited = (): NodeInput | undefined => {
    if (!chooser || chooser.queue.length === 0) return undefined;
    return others.find(
      (input) => isChosen(input) && input.settled <= chooser.settled && input.queue.length === 0,
    );
  };
  return {
    take(eager, below = DONE) {
      if (!chooser || isFinished(chooser)) return undefined;
      const isMade = chooser.queue.length > 0;
      const time = chooser.settled;
      if (isMade && time >= below) return undefined;
      // What lies before the next choice is passed over also where that is only known to come later.
      const passed = others.flatMap((input) =>
        takeBelow(input, isMade && !isChosen(input) ? time + 1 : time, eager),
      );
      if (passed.length > 0) return { set: undefined, chunks: passed };
      if (!isMade || awaited()) return undefined;
      return takeFrom([chooser, ...others.filter((input) => input.queue.first === time)], eager);
    },
    get finished() {
      return !chooser || isFinished(chooser);
    },
    get settled() {
      return chooser?.settled ?? DONE;
    },
    get blocking() {
      return awaited() ?? blockingOf(inputs);
    },
  };
}

/** The input that is chosen; undefined where nothing chooses yet. */
function wayOf(
  choice: Payload | undefined,
  select: string,
  ways: readonly string[],
): string | undefined {
  if (choice === undefined) return undefined;
  const way = typeof choice === 'number' ? ways[choice] : undefined;
  if (way !== undefined) return way;
  const last = ways.length - 1;
  const got = typeof choice === 'number' ? choice : choice.kind;
  throw new Fault({
    title: 'No such input',
    message: `'${select}' must choose an input from 0 to ${last}, got ${got}.`,
    remedies: ['retry'],
  });
}

function takeBelow(input: NodeInput, time: number, eager: boolean): Chunk[] {
  const taken: Chunk[] = [];
  while (input.queue.first < time) taken.push(input.take(eager));
  return taken;
}

/** What is aligned, and how. */
interface Alignment {
  /** How all are served from then on. */
  readonly sync: Gathering;
  /** True if the base is served alone until then; how far it comes is a matter of timing. */
  readonly goesAhead: boolean;
}

/** Waits for the first chunk of every input, then shifts them so that those meet (MediaPipe, TimestampAlignInputStreamHandler). */
function align(
  inputs: readonly NodeInput[],
  baseName: string,
  { sync, goesAhead }: Alignment,
): Gathering {
  const base = inputs.find(({ name }) => name === baseName);
  const others = inputs.filter((input) => input !== base);
  let aligned = base === undefined || others.length === 0;
  /** One that ended without a chunk is not waited for. */
  const begun = ({ queue }: NodeInput): boolean => queue.length > 0 || queue.finished;
  const begin = (first: number): void => {
    aligned = true;
    for (const input of others) {
      if (input.queue.length > 0) input.shift = first - input.queue.first;
    }
  };
  return {
    take(eager, below = DONE): TakenSet | undefined {
      if (!aligned && base!.queue.first < below) {
        if (others.every(begun)) begin(base!.queue.first);
        else return goesAhead ? takeFrom([base!], eager) : undefined;
      }
      return aligned ? sync.take(eager, below) : undefined;
    },
    get finished() {
      return aligned ? sync.finished : isFinished(base!);
    },
    get settled() {
      return aligned ? sync.settled : base!.settled;
    },
    get blocking() {
      return aligned ? sync.blocking : blockingOf(inputs);
    },
  };
}
