import type { FaultNotice } from '#contract/fault.ts';
import { edgeId, type EdgeId, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import type { Problem } from '#pipeline/problem.ts';
import type { SpecOf } from '#contract/spec.ts';

/** One line of the Problems tab: what is wrong, where, and what to do. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  /** Name of the node or edge; of the document if neither. */
  readonly subject: string;
  readonly message: string;
  readonly node?: NodeId;
  readonly edge?: EdgeId;
}

/**
 * Everything that is wrong: with the document, with nodes that failed, with the books of the run. Errors
 * first, each kind in the order of the document.
 */
export function issuesOf(
  pipeline: Pipeline,
  problems: readonly Problem[],
  faultOf: Readonly<Record<NodeId, FaultNotice>>,
  violations: readonly string[],
  specOf: SpecOf,
): readonly Issue[] {
  const faults = pipeline.nodes.flatMap((node): readonly Issue[] => {
    const fault = faultOf[node.id];
    if (!fault) return [];
    const message = `${fault.title}. ${fault.message}`;
    return [{ severity: 'error', subject: titleOf(node, specOf), message, node: node.id }];
  });
  const documentIssues = problems.map((problem): Issue => {
    const place = placeOf(problem.where, pipeline);
    const message = problem.fix ? `${problem.message} ${problem.fix}` : problem.message;
    const { severity } = problem;
    if (place.node) {
      const node = pipeline.nodes.find(({ id }) => id === place.node)!;
      return { severity, message, subject: titleOf(node, specOf), node: place.node };
    }
    if (place.edge) return { severity, message, subject: place.edge, edge: place.edge };
    return { severity, message, subject: pipeline.name };
  });
  const books = violations.map((message): Issue => ({
    severity: 'error',
    subject: 'This run',
    message,
  }));
  const all = [...faults, ...documentIssues, ...books];
  return [
    ...all.filter(({ severity }) => severity === 'error'),
    ...all.filter(({ severity }) => severity === 'warning'),
  ];
}

/** The problems of one node. */
export function problemsAt(
  problems: readonly Problem[],
  pipeline: Pipeline,
  id: NodeId,
): readonly Problem[] {
  return problems.filter(({ where }) => placeOf(where, pipeline).node === id);
}

function placeOf(
  where: string,
  pipeline: Pipeline,
): { readonly node?: NodeId; readonly edge?: EdgeId } {
  const [, list, index] = /^\/(nodes|edges)\/(\d+)(?:\/|$)/.exec(where) ?? [];
  if (list === 'nodes') {
    const node = pipeline.nodes[Number(index)];
    return node ? { node: node.id } : {};
  }
  const edge = list === 'edges' ? pipeline.edges[Number(index)] : undefined;
  return edge ? { edge: edgeId(edge) } : {};
}
