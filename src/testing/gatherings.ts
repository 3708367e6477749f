import type { InputPolicy } from '#contract/spec.ts';
import type { InputPart } from '#engine/protocol.ts';
import type { Gathering } from '#engine/worker/gathering.ts';
import { Memory } from '#engine/worker/memory.ts';
import { NodeInput } from '#engine/worker/nodeInput.ts';
import { gatheringOf } from '#engine/worker/policies.ts';
import { rareParts } from '#engine/worker/rareParts.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { DONE, micros } from '#stream/micros.ts';
import { defaultQueue } from '#stream/queueSettings.ts';

/** An input of a node, by name. */
export function input(port: string, part: Partial<InputPart> = {}): NodeInput {
  return new NodeInput(
    {
      port,
      sync: true,
      set: '',
      onIdle: 'wait',
      loopback: false,
      edge: `s.out→n.${port}` as EdgeId,
      link: 'fused',
      queue: defaultQueue('value/number'),
      credit: 1,
      ...part,
    },
    new Memory(),
  );
}

/** Has chunks come there at those times, each carrying its time. */
export const push = (to: NodeInput, ...times: readonly number[]): void => {
  for (const t of times) {
    to.push({ timestamp: micros(t), payload: t }, 0);
  }
};

/** Ends them. */
export const end = (...inputs: readonly NodeInput[]): void => {
  for (const { queue } of inputs) queue.advance(DONE);
};

/** What decides over those inputs when their node is called. */
export function gather(
  inputs: readonly NodeInput[],
  policy: InputPolicy = { kind: 'sync' },
  { processBounds = false, lossless = false } = {},
): Gathering {
  return gatheringOf(inputs, { policy, processBounds, lossless }, rareParts)!;
}

/** What one call was given. */
export type Taken = readonly (readonly [port: string, time: number])[];

/** What one call is given: ports with timestamps; empty for a time without a chunk. */
export const take = (gathering: Gathering): Taken | undefined => {
  const taken = gathering.take(false);
  return taken && Object.entries(taken.set ?? {}).map(([name, { timestamp }]) => [name, timestamp]);
};

/** All that is ready. */
export const takeAll = (gathering: Gathering): readonly Taken[] => {
  const all: Taken[] = [];
  for (let taken = take(gathering); taken; taken = take(gathering)) all.push(taken);
  return all;
};
