import { DrivenParams } from './drivenParams.ts';
import { ParallelCalls } from './parallelCalls.ts';
import { rareGatheringOf } from './rarePolicies.ts';

/** What few nodes need: a worker loads it with the first that does. */
export const rareParts = { DrivenParams, ParallelCalls, gatheringOf: rareGatheringOf } as const;

/** The type of it, for whoever does not load it at once. */
export type RareParts = typeof rareParts;
