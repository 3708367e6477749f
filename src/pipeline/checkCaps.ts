import type { SpecOf } from '#contract/spec.ts';
import { capsConflicts } from './connection.ts';
import { errorAt } from './errorAt.ts';
import type { Pipeline } from './pipeline.ts';
import type { Problem } from './problem.ts';

/** Edges that can't carry what comes, by the params of all that is upstream. They can be drawn and saved, not run. */
export function checkCaps(pipeline: Pipeline, specOf: SpecOf): Problem[] {
  return capsConflicts(pipeline, specOf).map(({ edge, refusal }) =>
    errorAt(['edges', pipeline.edges.indexOf(edge)], refusal.sentence),
  );
}
