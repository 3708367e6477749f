import type { Json } from '#base/json.ts';
import type { InputPolicy } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE, UNKNOWN } from '#stream/micros.ts';
import type { NodeInput } from './nodeInput.ts';

/** What a kernel is given in one call. */
export interface TakenSet {
  /** By input; empty where a time was settled without a chunk, undefined where the policy passes over what it took. */
  readonly set: Readonly<Record<string, Chunk>> | undefined;
  readonly chunks: readonly Chunk[];
  /** Params that hold from here on. */
  readonly params?: Readonly<Record<string, Json>>;
}

/** Decides when a node is called, and with what. */
export interface Gathering {
  /**
   * Takes the next input set, if one is ready and of a time below `below`. Throws if what came is against the
   * policy.
   */
  take(eager: boolean, below?: Bound): TakenSet | undefined;
  /** True once nothing more will be taken. */
  readonly finished: boolean;
  /** Nothing below this can reach the kernel any more, over all inputs that bounds wait for. */
  readonly settled: Bound;
  /** The input that keeps others waiting: it has nothing, while another has. */
  readonly blocking: NodeInput | undefined;
}

/** What a node is gathered for. */
export interface Gathered<P extends InputPolicy = InputPolicy> {
  readonly policy: P;
  readonly processBounds: boolean;
  /** True where nothing may be dropped. */
  readonly lossless: boolean;
}

/** Of a node whose policy is still being loaded: nothing is taken and nothing known. */
export const UNREADY: Gathering = {
  take: () => undefined,
  finished: false,
  settled: UNKNOWN,
  blocking: undefined,
};

/** Takes the oldest chunk of each input. */
export function takeFrom(inputs: readonly NodeInput[], eager: boolean): TakenSet {
  const set: Record<string, Chunk> = {};
  const chunks: Chunk[] = [];
  for (const input of inputs) {
    const chunk = input.take(eager);
    set[input.name] = chunk;
    chunks.push(chunk);
  }
  return { set, chunks };
}

/**
 * The least that may still reach the kernel. Loop-backs are left out: what waits for them would wait for itself. So
 * is what is idle; where nothing else is left, the furthest of that counts, whichever became idle last (Flink,
 * StatusWatermarkValve).
 */
export function settledOver(inputs: readonly NodeInput[]): Bound {
  let settled: Bound = DONE;
  let furthest: Bound = UNKNOWN;
  for (const input of inputs) {
    if (input.part.loopback) continue;
    if (input.isLeftOut) furthest = Math.max(furthest, input.settled);
    else settled = Math.min(settled, input.settled);
  }
  return settled === DONE && furthest !== UNKNOWN ? furthest : settled;
}

/** The empty input with the lowest bound, where another input has something; one that has ended keeps nobody waiting. */
export function blockingOf(inputs: readonly NodeInput[]): NodeInput | undefined {
  if (!inputs.some(({ queue }) => queue.length > 0)) return undefined;
  let blocking: NodeInput | undefined;
  for (const input of inputs) {
    const { queue } = input;
    if (queue.length > 0 || queue.bound === DONE || input.isLeftOut) continue;
    if (!blocking || queue.bound < blocking.queue.bound) blocking = input;
  }
  return blocking;
}

/** True if that input has ended and nothing of it is left. */
export function isFinished({ queue }: NodeInput): boolean {
  return queue.finished;
}
