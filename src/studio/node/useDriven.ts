import type { Json } from '#base/json.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import {
  type Edge,
  type EdgeId,
  edgeId,
  findNode,
  type NodeId,
  portRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { drivenParams, titleOf } from '#pipeline/ports.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';

/** Where the numbers come from that set a param, and what they have made of it. */
export interface Driven {
  readonly edge: EdgeId;
  readonly source: NodeId;
  /** "Lookup · out". */
  readonly from: string;
  /** As of the last reading of the run; undefined before the first number. */
  readonly value: Json | undefined;
}

/** What drives a param; undefined while nothing does. */
export function useDriven(node: NodeId, spec: OperatorSpec, param: string): Driven | undefined {
  const { specOf } = useServices();
  const edge = useDocument(({ pipeline }) =>
    Object.hasOwn(spec.inputs, param)
      ? undefined
      : pipeline.edges.find(({ to }) => to === portRef(node, param)),
  );
  const end = edge && splitPortRef(edge.from);
  const title = useDocument(({ pipeline }) => {
    const source = end && findNode(pipeline, end.node);
    return source && titleOf(source, specOf);
  });
  const value = useRuntime(({ snapshot }) => snapshot?.nodes[node]?.driven?.[param]);
  if (!edge || !end) return undefined;
  const from = `${title ?? end.node} · ${end.port}`;
  return { edge: edgeId(edge), source: end.node, from, value };
}

/** Names of the params of a node that edges drive, in the order of the spec. */
export function useDrivenNames(node: NodeId, spec: OperatorSpec | undefined): readonly string[] {
  const names = useDocument(({ pipeline }) => {
    if (!spec) return '';
    return drivenParams(spec, entered(pipeline.edges).get(node) ?? []).join(' ');
  });
  return names.split(' ').filter(Boolean);
}

const known = new WeakMap<readonly Edge[], ReadonlyMap<NodeId, readonly string[]>>();

/** The ports of each node with an edge into them; every node asks, and edges change seldom. */
function entered(edges: readonly Edge[]): ReadonlyMap<NodeId, readonly string[]> {
  const old = known.get(edges);
  if (old) return old;
  const ports = new Map<NodeId, string[]>();
  for (const { to } of edges) {
    const { node, port } = splitPortRef(to);
    const list = ports.get(node);
    if (list) list.push(port);
    else ports.set(node, [port]);
  }
  known.set(edges, ports);
  return ports;
}
