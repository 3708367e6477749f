import {
  type NodeId,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';

/** What lies between a node and the edge that leads back to it. */
export interface Loop {
  /** Nodes on a way around, in the order data flows, without the node itself. */
  readonly body: readonly PipelineNode[];
  /** The output that leads back. */
  readonly from: PortRef;
}

/** The loop that a node closes; undefined if nothing leads back to it. */
export function loopOf({ nodes, edges }: Pipeline, { id }: PipelineNode): Loop | undefined {
  const back = edges.find(({ to, loopback }) => loopback && splitPortRef(to).node === id);
  if (!back) return undefined;
  const below = new Set<NodeId>([id]);
  for (const node of nodes) {
    const into = edges.filter(({ to, loopback }) => !loopback && splitPortRef(to).node === node.id);
    if (into.some(({ from }) => below.has(splitPortRef(from).node))) below.add(node.id);
  }
  const above = new Set<NodeId>([splitPortRef(back.from).node]);
  for (const node of nodes.toReversed()) {
    const outOf = edges.filter(
      ({ from, loopback }) => !loopback && splitPortRef(from).node === node.id,
    );
    if (outOf.some(({ to }) => above.has(splitPortRef(to).node))) above.add(node.id);
  }
  const body = nodes.filter((node) => node.id !== id && below.has(node.id) && above.has(node.id));
  return { body, from: back.from };
}
