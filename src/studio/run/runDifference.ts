import type { Edge, NodeId, Pipeline, PipelineNode } from '#pipeline/pipeline.ts';
import type { SpecOf } from '#contract/spec.ts';
import { sameJson } from '#pipeline/sameJson.ts';

/** What a running engine must be told of a change: nothing, what some nodes and queues get anew, or all anew. */
export type RunDifference =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'settings';
      /** Nodes with other params. */
      readonly nodes: readonly PipelineNode[];
      /** Edges with another queue. */
      readonly edges: readonly Edge[];
    }
  | { readonly kind: 'plan' };

/** Compares two documents as far as a run sees them: names, titles and places are not its business. */
export function runDifference(before: Pipeline, after: Pipeline, specOf: SpecOf): RunDifference {
  const nodes = changedNodes(before, after, specOf);
  const edges = changedQueues(before, after);
  if (!nodes || !edges) return { kind: 'plan' };
  return nodes.length + edges.length > 0 ? { kind: 'settings', nodes, edges } : { kind: 'none' };
}

/** Nodes whose params alone are others; undefined if more than that has changed. */
function changedNodes(
  before: Pipeline,
  after: Pipeline,
  specOf: SpecOf,
): readonly PipelineNode[] | undefined {
  if (before.nodes === after.nodes) return [];
  if (before.nodes.length !== after.nodes.length) return undefined;
  const old = new Map<NodeId, PipelineNode>(before.nodes.map((node) => [node.id, node]));
  const changed: PipelineNode[] = [];
  for (const node of after.nodes) {
    const was = old.get(node.id);
    if (was === node) continue;
    if (!was || was.operator !== node.operator || was.mode !== node.mode) return undefined;
    if (was.params === node.params) continue;
    if (stepWith(was, specOf) !== stepWith(node, specOf)) return undefined;
    changed.push(node);
  }
  return changed;
}

/** When a sink shows its chunks, as text: that is planned for all of them together. */
function stepWith({ operator, params }: PipelineNode, specOf: SpecOf): string | undefined {
  const spec = specOf(operator);
  const parsed = spec?.synchronises && spec.params.safeParse(params);
  return parsed?.success ? JSON.stringify(spec!.synchronises!(parsed.data)) : undefined;
}

/** Edges whose queue alone is another one; undefined if more than that has changed. */
function changedQueues(before: Pipeline, after: Pipeline): readonly Edge[] | undefined {
  if (before.edges === after.edges) return [];
  if (before.edges.length !== after.edges.length) return undefined;
  const old = new Map(before.edges.map((edge) => [edge.to, edge]));
  const changed: Edge[] = [];
  for (const edge of after.edges) {
    const was = old.get(edge.to);
    if (was === edge) continue;
    if (was?.from !== edge.from || was.loopback !== edge.loopback) return undefined;
    if (!sameJson({ ...was.queue }, { ...edge.queue })) changed.push(edge);
  }
  return changed;
}
