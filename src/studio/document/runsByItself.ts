import type { SpecOf } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';

/** True if running it opens no device, writes no file, and every operator is known: it may start unasked. */
export function runsByItself(pipeline: Pipeline, specOf: SpecOf): boolean {
  return pipeline.nodes.every(({ operator }) => {
    const spec = specOf(operator);
    return spec !== undefined && !spec.requires.some((capability) => capability !== 'file');
  });
}
