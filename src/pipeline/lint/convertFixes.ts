import { findConverters, insertConverter, titleOfOffer } from '#pipeline/converters.ts';
import { type Edge, edgeId, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import type { Fix } from './finding.ts';
import { placeAbove } from './insertFix.ts';
import type { LintQuestion } from './lintContext.ts';

/** What could be put into an edge that can't carry what comes: up to three, the best first. */
export function convertFixes(
  pipeline: Pipeline,
  { from, to }: Edge,
  { specs, specOf }: Pick<LintQuestion, 'specs' | 'specOf'>,
): readonly Fix[] {
  return findConverters({ pipeline, from, to, specs, specOf }).map((converter) => ({
    title: `Put ${titleOfOffer(converter)} between`,
    apply(now) {
      if (!now.edges.some((edge) => edgeId(edge) === edgeId({ from, to }))) return now;
      const at = placeAbove(now, splitPortRef(from).node, splitPortRef(to).node);
      return insertConverter({ pipeline: now, from, to }, converter, at);
    },
  }));
}
