import { jsonPointer } from '#pipeline/jsonPointer.ts';
import { edgeId, type Pipeline } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import type { Finding } from './finding.ts';
import type { LintQuestion } from './lintContext.ts';
import { lintPipeline } from './lintPipeline.ts';

/** What the linter warns of, as problems of the document: for where there is no button to press. */
export function lintProblems(question: LintQuestion): readonly Problem[] {
  return lintPipeline(question)
    .filter(({ severity }) => severity !== 'hint')
    .map((finding) => ({
      where: pointerOf(finding, question.pipeline),
      message: finding.message,
      severity: 'warning',
    }));
}

function pointerOf({ node, edge }: Finding, { nodes, edges }: Pipeline): string {
  if (node) return jsonPointer(['nodes', nodes.findIndex(({ id }) => id === node)]);
  if (edge) return jsonPointer(['edges', edges.findIndex((one) => edgeId(one) === edge)]);
  return '';
}
