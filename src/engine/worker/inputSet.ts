import type { Chunk } from '#stream/chunk.ts';
import { type Bound, DONE } from '#stream/micros.ts';
import type { NodeInput } from './nodeInput.ts';

/** What a kernel is given in one call. */
export interface TakenSet {
  readonly timestamp: number;
  readonly set: Readonly<Record<string, Chunk>>;
  readonly chunks: readonly Chunk[];
}

/**
 * Takes the next input set, if one is ready. Sync inputs are served together once everything at their
 * earliest timestamp is known (MediaPipe, DefaultInputStreamHandler); an `any` input alone, as it came.
 */
export function takeSet(inputs: readonly NodeInput[], eager: boolean): TakenSet | undefined {
  let minPacket = DONE;
  let minBound: Bound = DONE;
  let any: NodeInput | undefined;
  for (const input of inputs) {
    const { queue } = input;
    if (!input.part.sync) {
      if (queue.length > 0 && (!any || queue.first < any.queue.first)) any = input;
    } else if (queue.length > 0) minPacket = Math.min(minPacket, queue.first);
    else minBound = Math.min(minBound, queue.bound);
  }
  const syncReady = minPacket !== DONE && minBound > minPacket;
  if (syncReady && (!any || minPacket <= any.queue.first)) {
    return take(
      inputs.filter(({ part, queue }) => part.sync && queue.first === minPacket),
      eager,
    );
  }
  return any && take([any], eager);
}

function take(inputs: readonly NodeInput[], eager: boolean): TakenSet {
  const set: Record<string, Chunk> = {};
  const chunks: Chunk[] = [];
  for (const input of inputs) {
    const chunk = input.queue.shift()!;
    input.deliver(chunk, eager);
    set[input.name] = chunk;
    chunks.push(chunk);
    input.onRoom?.();
  }
  return { timestamp: chunks[0]!.timestamp, set, chunks };
}

/** Nothing below this can reach the kernel any more, over all inputs. */
export function settledBound(inputs: readonly NodeInput[]): Bound {
  let settled: Bound = DONE;
  for (const { queue } of inputs) settled = Math.min(settled, queue.settled);
  return settled;
}

/** The input that keeps the others waiting: it has nothing, while another has. */
export function blockingInput(inputs: readonly NodeInput[]): NodeInput | undefined {
  if (!inputs.some(({ part, queue }) => part.sync && queue.length > 0)) return undefined;
  let blocking: NodeInput | undefined;
  for (const input of inputs) {
    if (!input.part.sync || input.queue.length > 0 || input.queue.bound === DONE) continue;
    if (!blocking || input.queue.bound < blocking.queue.bound) blocking = input;
  }
  return blocking;
}
