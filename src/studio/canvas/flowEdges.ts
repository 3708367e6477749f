import { mainTypeOf, type SpecOf } from '#contract/spec.ts';
import {
  type Edge,
  type EdgeId,
  edgeId,
  findNode,
  type Pipeline,
  type PortRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { portAt, titleOf } from '#pipeline/ports.ts';
import { edgeFocus } from '#studio/edge/edgeFocus.ts';
import type { PortType } from '#stream/payload.ts';
import type { Edge as ReactFlowEdge } from 'reactflow';

/** What React Flow gets of an edge. What flows on it, the edge component reads from the run, by id. */
export type FlowEdge = ReactFlowEdge<{ readonly type: PortType | undefined }, 'stream'>;

/** Derives React Flow's edges; an unchanged one is the very object of the last call. */
export type FlowEdges = (pipeline: Pipeline, selected: ReadonlySet<EdgeId>) => FlowEdge[];

/** A derivation with a memory of its last result. One for each canvas. */
export function createFlowEdges(specOf: SpecOf): FlowEdges {
  let last: FlowEdge[] = [];
  let known = new Map<string, FlowEdge>();
  return (pipeline, selected) => {
    const flows = pipeline.edges.map((edge) => {
      const flow = flowEdge(pipeline, edge, selected.has(edgeId(edge)), specOf);
      const old = known.get(flow.id);
      return old && sameFlow(old, flow) ? old : flow;
    });
    if (flows.length !== last.length || flows.some((flow, i) => flow !== last[i])) {
      last = flows;
      known = new Map(flows.map((flow) => [flow.id, flow]));
    }
    return last;
  };
}

function flowEdge(pipeline: Pipeline, edge: Edge, selected: boolean, specOf: SpecOf): FlowEdge {
  const from = splitPortRef(edge.from);
  const to = splitPortRef(edge.to);
  const output = portAt(pipeline, edge.from, 'out', specOf);
  return {
    id: edgeId(edge),
    type: 'stream',
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    selected,
    data: { type: output && mainTypeOf(output) },
    ariaLabel: edgeName(pipeline, edge, specOf),
    domAttributes: edgeFocus,
  };
}

/** What an edge is called: "Webcam · frame to Blur · frame". */
export function edgeName(pipeline: Pipeline, edge: Edge, specOf: SpecOf): string {
  return `${endName(pipeline, edge.from, specOf)} to ${endName(pipeline, edge.to, specOf)}`;
}

function endName(pipeline: Pipeline, ref: PortRef, specOf: SpecOf): string {
  const { node: id, port } = splitPortRef(ref);
  const node = findNode(pipeline, id);
  return `${node ? titleOf(node, specOf) : id} · ${port}`;
}

function sameFlow(a: FlowEdge, b: FlowEdge): boolean {
  return a.selected === b.selected && a.ariaLabel === b.ariaLabel && a.data?.type === b.data?.type;
}
