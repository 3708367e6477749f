import { DrivenParams } from './drivenParams.ts';
import { DrivenSource } from './drivenSource.ts';
import { InStep } from './inStep.ts';
import { ParallelCalls } from './parallelCalls.ts';
import { rareGatheringOf } from './rarePolicies.ts';

/** What few nodes need: a worker loads it with the first that does. */
export const rareParts = {
  DrivenParams,
  DrivenSource,
  InStep,
  ParallelCalls,
  gatheringOf: rareGatheringOf,
} as const;

/** The type of it, for whoever does not load it at once. */
export type RareParts = typeof rareParts;
