import type { NodeId, Pipeline, PipelineNode } from '#pipeline/pipeline.ts';

/** What a running engine must be told of a change: nothing, new params for some nodes, or all anew. */
export type RunDifference =
  | { readonly kind: 'none' }
  | { readonly kind: 'params'; readonly nodes: readonly PipelineNode[] }
  | { readonly kind: 'plan' };

/** Compares two documents as far as a run sees them: names, titles and places are not its business. */
export function runDifference(before: Pipeline, after: Pipeline): RunDifference {
  if (before.nodes === after.nodes && before.edges === after.edges) return { kind: 'none' };
  if (before.nodes.length !== after.nodes.length || edgesDiffer(before, after)) {
    return { kind: 'plan' };
  }
  const old = new Map<NodeId, PipelineNode>(before.nodes.map((node) => [node.id, node]));
  const changed: PipelineNode[] = [];
  for (const node of after.nodes) {
    const was = old.get(node.id);
    if (was === node) continue;
    if (!was || was.operator !== node.operator || was.mode !== node.mode) return { kind: 'plan' };
    if (was.params !== node.params) changed.push(node);
  }
  return changed.length > 0 ? { kind: 'params', nodes: changed } : { kind: 'none' };
}

function edgesDiffer(before: Pipeline, after: Pipeline): boolean {
  if (before.edges === after.edges) return false;
  if (before.edges.length !== after.edges.length) return true;
  const old = new Map(before.edges.map((edge) => [edge.to, edge]));
  return after.edges.some((edge) => {
    const was = old.get(edge.to);
    if (was === edge) return false;
    return (
      was?.from !== edge.from ||
      was.queue?.overflow !== edge.queue?.overflow ||
      was.queue?.capacity !== edge.queue?.capacity
    );
  });
}
