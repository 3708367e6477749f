import { isSource, type SpecOf } from '#contract/spec.ts';
import { checkCaps } from './checkCaps.ts';
import { checkCounts } from './checkCounts.ts';
import { checkEdges } from './checkEdges.ts';
import { checkNodes } from './checkNodes.ts';
import { jsonPointer } from './jsonPointer.ts';
import { type Pipeline, portRef } from './pipeline.ts';
import { titleOf } from './ports.ts';
import type { Problem } from './problem.ts';

/**
 * What keeps a document in the editor from running as drawn. Errors keep the nodes they name from
 * running; warnings say what will not happen. An empty document has no problem.
 */
export function findProblems(pipeline: Pipeline, specOf: SpecOf): readonly Problem[] {
  const nodes = new Map(pipeline.nodes.map((node) => [node.id, node]));
  const edges = checkEdges({ nodes, edges: new Map(pipeline.edges.entries()), specOf });
  const wrong = new Set(edges.map(({ where }) => where));
  return [
    ...checkCounts(pipeline.nodes, pipeline.edges),
    ...checkSources(pipeline, specOf),
    ...checkNodes(new Map(pipeline.nodes.entries()), specOf, 'error'),
    ...checkInputs(pipeline, specOf),
    ...edges,
    // What two ports say of themselves was checked with the edges.
    ...checkCaps(pipeline, specOf).filter(({ where }) => !wrong.has(where)),
  ];
}

/** A node of an unknown operator may be a source, so it is given the benefit of the doubt. */
function checkSources({ nodes }: Pipeline, specOf: SpecOf): Problem[] {
  const mayStart = nodes.some(({ operator }) => {
    const spec = specOf(operator);
    return !spec || isSource(spec);
  });
  if (nodes.length === 0 || mayStart) return [];
  return [
    {
      where: '',
      message: 'Nothing will flow: no node is a source.',
      fix: 'Add one from the sources of the palette.',
      severity: 'warning',
    },
  ];
}

function checkInputs({ nodes, edges }: Pipeline, specOf: SpecOf): Problem[] {
  const entered = new Set(edges.map(({ to }) => to));
  return nodes.flatMap((node, index) =>
    Object.entries(specOf(node.operator)?.inputs ?? {})
      .filter(([name, port]) => !port.optional && !entered.has(portRef(node.id, name)))
      .map(([name]) => ({
        where: jsonPointer(['nodes', index]),
        message: `${titleOf(node, specOf)} needs its input ${name}.`,
        severity: 'warning' as const,
      })),
  );
}
