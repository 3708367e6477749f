import type { FaultNotice } from '#contract/fault.ts';
import { edgeId, type EdgeId, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import type { Finding, Fix } from '#pipeline/lint/finding.ts';
import { edgeName } from '#studio/canvas/flowEdges.ts';
import type { Operators } from '#studio/run/judge.ts';
import { problemFix } from './problemFix.ts';
import type { Problem } from '#pipeline/problem.ts';
import type { SpecOf } from '#contract/spec.ts';

/** One line of the Problems tab: what is wrong, where, and what to do. */
export interface Issue {
  readonly severity: Finding['severity'];
  /** Name of the node or edge; of the document if neither. */
  readonly subject: string;
  readonly message: string;
  readonly node?: NodeId;
  readonly edge?: EdgeId;
  /** What one click can do about it. */
  readonly fix?: Fix;
}

/** Everything that can be wrong, by who says so. */
export interface Complaints {
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  readonly faults: Readonly<Record<NodeId, FaultNotice>>;
  /** Sentences about chunks that went missing. */
  readonly violations: readonly string[];
}

/**
 * Everything that is wrong: with nodes that failed, with the document, with the books of the run; and what could
 * go better. Errors first, hints last, each kind in the order of the document.
 */
export function issuesOf(
  pipeline: Pipeline,
  { problems, findings, faults, violations }: Complaints,
  operators: Operators,
): readonly Issue[] {
  const { specOf } = operators;
  const failed = pipeline.nodes.flatMap((node): readonly Issue[] => {
    const fault = faults[node.id];
    if (!fault) return [];
    const message = `${fault.title}. ${fault.message}`;
    return [{ severity: 'error', subject: titleOf(node, specOf), message, node: node.id }];
  });
  const documentIssues = problems.map((problem): Issue => {
    const place = placeOf(problem.where, pipeline);
    const message = problem.fix ? `${problem.message} ${problem.fix}` : problem.message;
    const { severity } = problem;
    const fix = problemFix(problem, pipeline, operators);
    return { severity, message, ...placed(place, pipeline, specOf), ...(fix && { fix }) };
  });
  const judged = findings.map(({ severity, title, message, node, edge, fix }): Issue => ({
    severity,
    message: `${title}. ${message}`,
    ...placed({ ...(node && { node }), ...(edge && { edge }) }, pipeline, specOf),
    ...(fix && { fix }),
  }));
  const books = violations.map((message): Issue => ({
    severity: 'error',
    subject: 'This run',
    message,
  }));
  const all = [...failed, ...documentIssues, ...judged, ...books];
  return SEVERITIES.flatMap((wanted) => all.filter(({ severity }) => severity === wanted));
}

const SEVERITIES = ['error', 'warning', 'hint'] as const;

/** Where an issue is, and what that is called. */
function placed(
  place: Place,
  pipeline: Pipeline,
  specOf: SpecOf,
): Pick<Issue, 'subject' | 'node' | 'edge'> {
  const node = pipeline.nodes.find(({ id }) => id === place.node);
  if (node) return { subject: titleOf(node, specOf), node: node.id };
  const edge = pipeline.edges.find((one) => edgeId(one) === place.edge);
  if (edge) return { subject: edgeName(pipeline, edge, specOf), edge: edgeId(edge) };
  return { subject: pipeline.name };
}

/** The problems of one node. */
export function problemsAt(
  problems: readonly Problem[],
  pipeline: Pipeline,
  id: NodeId,
): readonly Problem[] {
  return problems.filter(({ where }) => placeOf(where, pipeline).node === id);
}

interface Place {
  readonly node?: NodeId;
  readonly edge?: EdgeId;
}

function placeOf(where: string, pipeline: Pipeline): Place {
  const [, list, index] = /^\/(nodes|edges)\/(\d+)(?:\/|$)/.exec(where) ?? [];
  if (list === 'nodes') {
    const node = pipeline.nodes[Number(index)];
    return node ? { node: node.id } : {};
  }
  const edge = list === 'edges' ? pipeline.edges[Number(index)] : undefined;
  return edge ? { edge: edgeId(edge) } : {};
}
