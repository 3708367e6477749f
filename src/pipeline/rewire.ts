import type { Json } from '#base/json.ts';
import { defaultParams } from '#contract/paramFields.ts';
import type { OperatorSpec, Port, SpecOf } from '#contract/spec.ts';
import { outputsThatFit, portsThatTake } from './fittingCaps.ts';
import { findPath } from './loops.ts';
import { addNode, removeNodes } from './nodes.ts';
import {
  type Edge,
  edgeId,
  type EdgeId,
  findNode,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  portRef,
  splitPortRef,
} from './pipeline.ts';
import { fittingPorts, portAt, portOf, portsFit, type Side } from './ports.ts';

/**
 * Takes nodes out and closes the gaps: what followed a node gets what came into its first input that
 * fits there. The queue settings of the later edge stay.
 */
export function removeAndHeal(pipeline: Pipeline, ids: Iterable<NodeId>, specOf: SpecOf): Pipeline {
  let next = pipeline;
  for (const id of ids) next = removeNodes(bridge(next, id, specOf), [id]);
  return next;
}

/** Draws every edge that leaves the node from where a fitting one enters it; others are left alone. */
function bridge(pipeline: Pipeline, id: NodeId, specOf: SpecOf): Pipeline {
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  if (!spec) return pipeline;
  const sources = Object.keys(spec.inputs).flatMap(
    (name) => pipeline.edges.find(({ to }) => to === portRef(id, name))?.from ?? [],
  );
  const edges = pipeline.edges.map((edge): Edge => {
    if (splitPortRef(edge.from).node !== id) return edge;
    const input = portAt(pipeline, edge.to, 'in', specOf);
    const from = sources.find((source) => {
      const output = portAt(pipeline, source, 'out', specOf);
      return input && output && portsFit(output, input);
    });
    return from ? { ...edge, from } : edge;
  });
  return { ...pipeline, edges };
}

/**
 * Puts a node into an edge, through its first fitting free input and its first fitting output. The node
 * may be new or already placed. Changes nothing if it doesn't fit there or would close a loop. The
 * queue settings stay on the first half.
 */
export function insertOnEdge(
  pipeline: Pipeline,
  edge: EdgeId,
  node: PipelineNode,
  specOf: SpecOf,
): Pipeline {
  const index = pipeline.edges.findIndex((candidate) => edgeId(candidate) === edge);
  const old = pipeline.edges[index];
  const spec = specOf(node.operator);
  const source = old && portAt(pipeline, old.from, 'out', specOf);
  const target = old && portAt(pipeline, old.to, 'in', specOf);
  if (!old || !spec || !source || !target) return pipeline;
  const taken = new Set(pipeline.edges.map(({ to }) => to));
  const inputs = portsThatTake(pipeline, old.from, { node, spec, side: 'in' }, specOf);
  const input = inputs.find((name) => !taken.has(portRef(node.id, name)));
  if (input === undefined) return pipeline;
  const [output] = outputsThatFit(pipeline, old, { node, spec, input }, specOf);
  if (output === undefined) return pipeline;
  const before = splitPortRef(old.from).node;
  const after = splitPortRef(old.to).node;
  const others = pipeline.edges.filter((candidate) => candidate !== old);
  if (findPath(others, node.id, before) || findPath(others, after, node.id)) return pipeline;
  const placed = findNode(pipeline, node.id) ? pipeline : addNode(pipeline, node);
  const { loopback, ...bare } = old;
  const halves: readonly Edge[] = [
    { ...bare, to: portRef(node.id, input) },
    { from: portRef(node.id, output), to: old.to, ...(loopback && { loopback }) },
  ];
  return { ...placed, edges: placed.edges.toSpliced(index, 1, ...halves) };
}

/**
 * Makes a node an instance of another operator. Id, title, place and mode stay; params are the new
 * defaults, except those given. An edge stays if the port of that name still fits, else it moves to
 * the first free one that does, else it goes.
 */
export function replaceOperator(
  pipeline: Pipeline,
  id: NodeId,
  spec: OperatorSpec,
  specOf: SpecOf,
  params: Readonly<Record<string, Json>> = {},
): Pipeline {
  const node = findNode(pipeline, id);
  if (!node) return pipeline;
  const next: PipelineNode = {
    ...node,
    operator: spec.id,
    operatorVersion: spec.version,
    params: { ...defaultParams(spec), ...params },
  };
  const inputs = matchPorts(pipeline, id, 'in', spec, specOf);
  const outputs = matchPorts(pipeline, id, 'out', spec, specOf);
  const edges = pipeline.edges.flatMap((edge): readonly Edge[] => {
    const from = outputs.has(edge) ? outputs.get(edge) : splitPortRef(edge.from).port;
    const to = inputs.has(edge) ? inputs.get(edge) : splitPortRef(edge.to).port;
    if (from === undefined || to === undefined) return [];
    return [
      {
        ...edge,
        from: portRef(splitPortRef(edge.from).node, from),
        to: portRef(splitPortRef(edge.to).node, to),
      },
    ];
  });
  return {
    ...pipeline,
    nodes: pipeline.nodes.map((old) => (old === node ? next : old)),
    edges,
  };
}

/** The port of `spec` for every edge on that side of the node; undefined where none fits. */
function matchPorts(
  pipeline: Pipeline,
  id: NodeId,
  side: Side,
  spec: OperatorSpec,
  specOf: SpecOf,
): ReadonlyMap<Edge, string | undefined> {
  const near = side === 'in' ? 'to' : 'from';
  const far = side === 'in' ? 'from' : 'to';
  const farSide = side === 'in' ? 'out' : 'in';
  const touching = pipeline.edges.filter((edge) => splitPortRef(edge[near]).node === id);
  const chosen = new Map<Edge, string | undefined>();
  const taken = new Set<string>();
  const choose = (edge: Edge, name: string | undefined): void => {
    chosen.set(edge, name);
    if (side === 'in' && name !== undefined) taken.add(name);
  };
  const others = touching.filter((edge) => {
    const { port: name } = splitPortRef(edge[near]);
    const port = portOf(spec, side, name);
    const other = portAt(pipeline, edge[far], farSide, specOf);
    const stays = port !== undefined && (!other || fits(port, other, side));
    if (stays) choose(edge, name);
    return !stays;
  });
  for (const edge of others) {
    const other = portAt(pipeline, edge[far], farSide, specOf);
    const names = other ? fittingPorts(spec, side, other) : [];
    choose(
      edge,
      names.find((name) => !taken.has(name)),
    );
  }
  return chosen;
}

function fits(port: Port, other: Port, side: Side): boolean {
  return side === 'in' ? portsFit(other, port) : portsFit(port, other);
}
