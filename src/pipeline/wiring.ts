import {
  type Edge,
  edgeId,
  type EdgeId,
  type NodeId,
  type Pipeline,
  splitPortRef,
} from './pipeline.ts';

/** An edge with its ends taken apart. */
export interface Wire {
  readonly id: EdgeId;
  readonly edge: Edge;
  readonly from: NodeId;
  readonly output: string;
  readonly to: NodeId;
  readonly input: string;
}

/** Who is joined to whom. Made once for a pipeline, then asked as often as one likes. */
export interface Wiring {
  readonly wires: readonly Wire[];
  into(node: NodeId): readonly Wire[];
  outOf(node: NodeId): readonly Wire[];
  /** The node and all it gets something from, by whatever way; nearest first. */
  above(node: NodeId): readonly NodeId[];
  /** The node and all that gets something from it; nearest first. */
  below(node: NodeId): readonly NodeId[];
}

/** The wiring of a pipeline. Loops are walked once. */
export function wiringOf(pipeline: Pipeline): Wiring {
  const wires = pipeline.edges.map((edge): Wire => {
    const { node: from, port: output } = splitPortRef(edge.from);
    const { node: to, port: input } = splitPortRef(edge.to);
    return { id: edgeId(edge), edge, from, output, to, input };
  });
  const ins = groupBy(wires, ({ to }) => to);
  const outs = groupBy(wires, ({ from }) => from);
  const into = (node: NodeId): readonly Wire[] => ins.get(node) ?? [];
  const outOf = (node: NodeId): readonly Wire[] => outs.get(node) ?? [];
  return {
    wires,
    into,
    outOf,
    above: (node) => reach(node, (at) => into(at).map(({ from }) => from)),
    below: (node) => reach(node, (at) => outOf(at).map(({ to }) => to)),
  };
}

function groupBy(
  wires: readonly Wire[],
  end: (wire: Wire) => NodeId,
): ReadonlyMap<NodeId, readonly Wire[]> {
  const groups = new Map<NodeId, Wire[]>();
  for (const wire of wires) {
    const group = groups.get(end(wire));
    if (group) group.push(wire);
    else groups.set(end(wire), [wire]);
  }
  return groups;
}

function reach(start: NodeId, next: (node: NodeId) => readonly NodeId[]): readonly NodeId[] {
  const reached = new Set([start]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const node of reached) for (const other of next(node)) reached.add(other);
  return [...reached];
}
