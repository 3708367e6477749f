import { freshId, wholePixels } from './newNode.ts';
import { type NodeId, type Pipeline, portRef, type PortRef, splitPortRef } from './pipeline.ts';

/** The chosen nodes with the edges among them, as a document of its own; top left corner at 0, 0. */
export function copyNodes(pipeline: Pipeline, ids: Iterable<NodeId>): Pipeline {
  const chosen = new Set(ids);
  const nodes = pipeline.nodes.filter(({ id }) => chosen.has(id));
  const [left, top] = topLeft({ ...pipeline, nodes });
  return {
    ...pipeline,
    nodes: nodes.map((node) => ({
      ...node,
      at: wholePixels([node.at[0] - left, node.at[1] - top]),
    })),
    edges: pipeline.edges.filter(
      ({ from, to }) => chosen.has(splitPortRef(from).node) && chosen.has(splitPortRef(to).node),
    ),
  };
}

/** A document into which another was pasted, and what its nodes are called there, in its order. */
export interface Pasted {
  readonly pipeline: Pipeline;
  readonly ids: readonly NodeId[];
}

/** Adds all of `fragment` under new ids, its top left corner at `at`. The names of both stay as they are. */
export function pasteNodes(
  pipeline: Pipeline,
  fragment: Pipeline,
  at: readonly [x: number, y: number],
): Pasted {
  if (fragment.nodes.length === 0) return { pipeline, ids: [] };
  const taken = new Set<string>(pipeline.nodes.map(({ id }) => id));
  const idOf = new Map<NodeId, NodeId>();
  for (const { id } of fragment.nodes) {
    // A copy of `blur-2` is the next free blur, not `blur-2-2`.
    const fresh = freshId(taken, id.replace(/-\d+$/, ''));
    taken.add(fresh);
    idOf.set(id, fresh);
  }
  const [left, top] = topLeft(fragment);
  const [x, y] = at;
  const moved = (ref: PortRef): PortRef => {
    const { node, port } = splitPortRef(ref);
    return portRef(idOf.get(node)!, port);
  };
  return {
    pipeline: {
      ...pipeline,
      nodes: [
        ...pipeline.nodes,
        ...fragment.nodes.map((node) => ({
          ...node,
          id: idOf.get(node.id)!,
          at: wholePixels([node.at[0] - left + x, node.at[1] - top + y]),
        })),
      ],
      edges: [
        ...pipeline.edges,
        ...fragment.edges.map((edge) => ({ ...edge, from: moved(edge.from), to: moved(edge.to) })),
      ],
    },
    ids: [...idOf.values()],
  };
}

function topLeft({ nodes }: Pipeline): readonly [x: number, y: number] {
  if (nodes.length === 0) return [0, 0];
  return [Math.min(...nodes.map(({ at }) => at[0])), Math.min(...nodes.map(({ at }) => at[1]))];
}
