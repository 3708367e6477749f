import type { NodePart } from '#engine/protocol.ts';
import type { Gathered, Gathering } from './gathering.ts';
import type { NodeInput } from './nodeInput.ts';
import type { RareParts } from './rareParts.ts';
import { SyncSets } from './syncSets.ts';

/** True if a node is not ready before what few nodes need is loaded. */
export function needsRareParts({ inStepUs, policy, maxInFlight, inputs }: NodePart): boolean {
  const isRare = policy.kind !== 'sync' && policy.kind !== 'early-close';
  return isRare || maxInFlight > 1 || inStepUs !== undefined || inputs.some(({ drives }) => drives);
}

/** Makes what decides when a node is called, from what its operator declares; undefined before a rare policy is loaded. */
export function gatheringOf(
  inputs: readonly NodeInput[],
  { policy, processBounds, lossless }: Gathered,
  rare?: RareParts,
): Gathering | undefined {
  switch (policy.kind) {
    case 'sync':
      return new SyncSets(inputs, { processBounds });
    case 'early-close':
      return new SyncSets(inputs, { processBounds, closesEarly: lossless ? 'exactly' : 'soon' });
    default:
      return rare?.gatheringOf(inputs, { policy, processBounds, lossless });
  }
}

/** True if a chunk that comes by call may go straight into the kernel, where nothing else waits. */
export function isServedDirectly({
  inputs,
  policy,
  processBounds,
  maxInFlight,
}: NodePart): boolean {
  return inputs.length === 1 && policy.kind === 'sync' && !processBounds && maxInFlight === 1;
}
