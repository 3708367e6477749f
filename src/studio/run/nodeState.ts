import type { NodeState, RunSnapshot } from '#engine/snapshot.ts';
import type { PipelineNode } from '#pipeline/pipeline.ts';

/** What a node is doing now; without a run, what its mode says. */
export function stateOf(node: PipelineNode, snapshot: RunSnapshot | undefined): NodeState {
  return snapshot?.nodes[node.id]?.state ?? node.mode ?? 'off';
}
