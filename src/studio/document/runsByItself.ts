import { type Capability, privacyOf, type SpecOf } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';

/** What comes from the app itself, or was chosen by the user before. */
const OWN: ReadonlySet<Capability> = new Set<Capability>(['file', 'model']);

/** True if running it opens no device, writes no file, sends nothing away, and every operator is known: it may start unasked. */
export function runsByItself(pipeline: Pipeline, specOf: SpecOf): boolean {
  return pipeline.nodes.every(({ operator, params }) => {
    const spec = specOf(operator);
    if (!spec) return false;
    return spec.requires.every((need) => OWN.has(need)) && privacyOf(spec, params) === 'local';
  });
}
