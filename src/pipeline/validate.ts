import type { SpecOf } from '#contract/spec.ts';
import { checkCaps } from './checkCaps.ts';
import { checkCounts } from './checkCounts.ts';
import { checkEdges } from './checkEdges.ts';
import { checkNodes } from './checkNodes.ts';
import type { Pipeline } from './pipeline.ts';
import type { Problem } from './problem.ts';

/**
 * What keeps a document in the editor from running: every problem is an error, and keeps the node it names from
 * running. An empty document has none. What can run and still not do what was meant says `lintPipeline`.
 */
export function findProblems(pipeline: Pipeline, specOf: SpecOf): readonly Problem[] {
  const nodes = new Map(pipeline.nodes.map((node) => [node.id, node]));
  const edges = checkEdges({ nodes, edges: new Map(pipeline.edges.entries()), specOf });
  const wrong = new Set(edges.map(({ where }) => where));
  return [
    ...checkCounts(pipeline.nodes, pipeline.edges),
    ...checkNodes(new Map(pipeline.nodes.entries()), specOf, 'error'),
    ...edges,
    // What two ports say of themselves was checked with the edges.
    ...checkCaps(pipeline, specOf).filter(({ where }) => !wrong.has(where)),
  ];
}
