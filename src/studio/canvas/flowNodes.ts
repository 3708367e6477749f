import type { SpecOf } from '#contract/spec.ts';
import type { NodeId, PipelineNode } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import type { Node } from 'reactflow';
import type { NodeLayer } from './nodeLayer.ts';

/** What React Flow gets of a node. The node component reads all else from the stores, by id. */
export type FlowNode = Node<Record<string, never>, 'operator'>;

/** Derives React Flow's nodes; what is unchanged is the very object of the last call, so only changes render. */
export type FlowNodes = (
  nodes: readonly PipelineNode[],
  layer: ReadonlyMap<NodeId, NodeLayer>,
  selected: ReadonlySet<NodeId>,
) => FlowNode[];

const NO_DATA: Record<string, never> = {};

/** A derivation with a memory of its last result. One for each canvas. */
export function createFlowNodes(specOf: SpecOf): FlowNodes {
  let last: FlowNode[] = [];
  let known = new Map<string, FlowNode>();
  return (nodes, layers, selected) => {
    const flows = nodes.map((node) => {
      const layer = layers.get(node.id);
      const [x, y] = node.at;
      const flow: FlowNode = {
        id: node.id,
        type: 'operator',
        data: NO_DATA,
        position: layer?.position ?? { x, y },
        selected: selected.has(node.id),
        ariaLabel: titleOf(node, specOf),
        ...(layer?.measured && { measured: layer.measured }),
      };
      const old = known.get(node.id);
      return old && sameFlow(old, flow) ? old : flow;
    });
    if (flows.length !== last.length || flows.some((flow, i) => flow !== last[i])) {
      last = flows;
      known = new Map(flows.map((flow) => [flow.id, flow]));
    }
    return last;
  };
}

function sameFlow(a: FlowNode, b: FlowNode): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.ariaLabel === b.ariaLabel &&
    a.measured === b.measured
  );
}
