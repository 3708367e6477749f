import type { Json } from '#base/json.ts';
import { assert } from '#base/assert.ts';
import { isSource, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import {
  type Edge,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { parsedParams } from '#pipeline/parsedParams.ts';
import { isDrivenParam } from '#pipeline/ports.ts';

/** Params as the spec parsed them. */
export type Params = Readonly<Record<string, Json>>;

/** A node that can run, on its way into a plan. */
export interface Draft {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  readonly params: Params;
  /** Edges that reach it, but loop-backs. */
  readonly edges: readonly Edge[];
  readonly loopbacks: readonly Edge[];
  /** Index of its task; −1 until it has one. */
  task: number;
}

/** What drafting finds. */
export interface Drafts {
  readonly drafts: Map<NodeId, Draft>;
  readonly skipped: ReadonlySet<NodeId>;
}

/** Nodes that can run, in the order data flows, with the edges that reach them. */
export function draftNodes(
  pipeline: Pipeline,
  specOf: SpecOf,
  refused: ReadonlyMap<NodeId, unknown>,
): Drafts {
  /** Nodes that lack what should lead back to them. */
  const lacking = new Set<NodeId>(refused.keys());
  for (;;) {
    const found = draftWithout(pipeline, specOf, lacking);
    const before = lacking.size;
    for (const { node, spec, edges, loopbacks } of found.drafts.values()) {
      const led = loopbacks.filter(({ from }) => found.drafts.has(splitPortRef(from).node));
      if (!canRun(spec, [...edges, ...led])) lacking.add(node.id);
    }
    if (lacking.size === before) return found;
  }
}

/** Takes what leads back for granted. */
function draftWithout(pipeline: Pipeline, specOf: SpecOf, lacking: ReadonlySet<NodeId>): Drafts {
  const into = groupByTarget(pipeline.edges);
  const nodes = new Map(pipeline.nodes.map((node) => [node.id, node]));
  const drafts = new Map<NodeId, Draft>();
  const skipped = new Set<NodeId>();
  /** Nodes that are being visited: those on the way here. */
  const trail = new Set<NodeId>();
  const visit = (node: PipelineNode): void => {
    if (drafts.has(node.id) || skipped.has(node.id)) return;
    assert(!trail.has(node.id), `The pipeline has a loop through '${node.id}'.`);
    trail.add(node.id);
    const spec = specOf(node.operator);
    const reaching: Edge[] = [];
    const loopbacks: Edge[] = [];
    for (const edge of into.get(node.id) ?? []) {
      const from = nodes.get(splitPortRef(edge.from).node);
      if (!from) continue;
      if (edge.loopback) {
        loopbacks.push(edge);
        continue;
      }
      visit(from);
      if (drafts.has(from.id)) reaching.push(edge);
    }
    trail.delete(node.id);
    const params = spec && parsedParams(spec, node.params);
    const runs = spec && !lacking.has(node.id) && canRun(spec, [...reaching, ...loopbacks]);
    if (runs && params?.success) {
      const parsed = params.data as Params;
      // What it works on says where it runs, before what sets its params.
      const drives = ({ to }: Edge): boolean => isDrivenParam(spec, splitPortRef(to).port);
      const edges = [...reaching.filter((edge) => !drives(edge)), ...reaching.filter(drives)];
      drafts.set(node.id, { node, spec, params: parsed, edges, loopbacks, task: -1 });
    } else skipped.add(node.id);
  };
  for (const node of pipeline.nodes) visit(node);
  return { drafts, skipped };
}

function groupByTarget(edges: readonly Edge[]): Map<NodeId, Edge[]> {
  const groups = new Map<NodeId, Edge[]>();
  for (const edge of edges) {
    const { node } = splitPortRef(edge.to);
    const group = groups.get(node);
    if (group) group.push(edge);
    else groups.set(node, [edge]);
  }
  return groups;
}

/** A node runs once every input it needs is reached; one whose inputs are all optional needs one of them. */
function canRun(spec: OperatorSpec, reaching: readonly Edge[]): boolean {
  if (isSource(spec)) return true;
  const ports = reaching.map(({ to }) => splitPortRef(to).port);
  // A param that is driven gives it nothing to work on.
  const reached = new Set(ports.filter((name) => !isDrivenParam(spec, name)));
  const needed = Object.entries(spec.inputs).filter(([, port]) => !port.optional);
  return reached.size > 0 && needed.every(([name]) => reached.has(name));
}
