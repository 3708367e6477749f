import type { OperatorSpec, SpecOf } from '#contract/spec.ts';
import type { Caps, CapsConflict } from '#stream/caps.ts';
import { type CapsByPort, type NodeCaps, nodeCapsOf, NUMBERS, type PortKey } from './nodeCaps.ts';
import {
  type Edge,
  type EdgeId,
  edgeId,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  portRef,
  type PortRef,
  splitPortRef,
} from './pipeline.ts';
import { drivenParams, isDrivenParam } from './ports.ts';
import { acceptCaps, joinCaps, takeCaps, type WantedCaps } from './rememberedCaps.ts';

/** What is known of one edge before anything runs. */
export interface EdgeCaps {
  /** What comes, by all that is upstream. */
  readonly offered: Caps;
  /** What may come, by the input, the other inputs of its node and all that is downstream. */
  readonly accepted: Caps;
  /** What flows: both together. No structure where there is a conflict. */
  readonly caps: Caps;
  /** Why nothing can flow. Told of the first edge on the way that can't carry what comes. */
  readonly conflict?: CapsConflict;
}

/** The caps of a whole pipeline. */
export interface InferredCaps {
  readonly edges: ReadonlyMap<EdgeId, EdgeCaps>;
  /** What an output sends, wired or not. */
  offered(output: PortRef): Caps;
  /** What an input would take from another edge in place of its own. */
  accepted(input: PortRef): Caps;
}

const known = new WeakMap<Pipeline, { readonly specOf: SpecOf; readonly caps: InferredCaps }>();

/**
 * Follows the caps along all edges: upstream decides, downstream suggests. Pure and quick, and remembered for
 * each document; nodes of unknown operators may carry anything, and edges that close a loop are judged by
 * what is known without them.
 */
export function inferCaps(pipeline: Pipeline, specOf: SpecOf): InferredCaps {
  const old = known.get(pipeline);
  if (old?.specOf === specOf) return old.caps;
  const caps = infer(pipeline, specOf);
  known.set(pipeline, { specOf, caps });
  return caps;
}

interface Place {
  readonly node: PipelineNode;
  /** Undefined for an unknown operator; so is the model. */
  readonly spec: OperatorSpec | undefined;
  readonly model: NodeCaps | undefined;
  readonly into: readonly Edge[];
  readonly outOf: readonly Edge[];
  /** What comes, on inputs without a conflict. */
  come: CapsByPort;
  offers: CapsByPort;
}

function infer(pipeline: Pipeline, specOf: SpecOf): InferredCaps {
  const places = placesOf(pipeline, specOf);
  const order = inOrder(places);
  const conflicts = new Map<Edge, CapsConflict>();
  // Asked for many times each, while taking a name apart takes longer than to look it up.
  const decided = new Map<PortRef, Caps>();
  const offered = (ref: PortRef): Caps => {
    const known = decided.get(ref);
    if (known !== undefined) return known;
    const { node, port } = splitPortRef(ref);
    return places.get(node)?.offers.get(`out.${port}`) ?? 'any';
  };
  for (const place of order) {
    decide(place, offered, conflicts);
    for (const [key, caps] of place.offers) {
      if (key.startsWith('out.')) decided.set(portRef(place.node.id, key.slice(4)), caps);
    }
  }
  const accepts = new Map<PortRef, Caps>();
  const accepted = (ref: PortRef): Caps => accepts.get(ref) ?? freeParam(places, ref);
  for (const place of order.toReversed()) suggest(place, accepted, conflicts, accepts);
  const edges = new Map<EdgeId, EdgeCaps>();
  for (const edge of pipeline.edges) {
    const joined = joinCaps(edge, offered(edge.from), accepted(edge.to), conflicts.get(edge));
    edges.set(edgeId(edge), joined);
  }
  return { edges, offered, accepted };
}

/** What an input takes that its node has no model of: a param that nothing drives yet. */
function freeParam(places: ReadonlyMap<NodeId, Place>, ref: PortRef): Caps {
  const { node, port } = splitPortRef(ref);
  const spec = places.get(node)?.spec;
  return spec && isDrivenParam(spec, port) ? NUMBERS : 'any';
}

function placesOf({ nodes, edges }: Pipeline, specOf: SpecOf): ReadonlyMap<NodeId, Place> {
  const into = groupByNode(edges, 'to');
  const outOf = groupByNode(edges, 'from');
  const places = new Map<NodeId, Place>();
  for (const node of nodes) {
    const spec = specOf(node.operator);
    const entering = into.get(node.id) ?? [];
    const entered = entering.map(({ to }) => splitPortRef(to).port);
    const model = spec && nodeCapsOf(node, spec, drivenParams(spec, entered));
    places.set(node.id, {
      node,
      spec,
      model,
      into: entering,
      outOf: outOf.get(node.id) ?? [],
      come: new Map(),
      offers: (node.mode !== 'muted' && model?.free) || new Map(),
    });
  }
  return places;
}

function groupByNode(edges: readonly Edge[], end: 'from' | 'to'): ReadonlyMap<NodeId, Edge[]> {
  const groups = new Map<NodeId, Edge[]>();
  for (const edge of edges) {
    const { node } = splitPortRef(edge[end]);
    const group = groups.get(node);
    if (group) group.push(edge);
    else groups.set(node, [edge]);
  }
  return groups;
}

/** Nodes in the order data flows; those of a loop without a loop-back at the end, as they stand in the document. */
function inOrder(places: ReadonlyMap<NodeId, Place>): readonly Place[] {
  const ahead = ({ into }: Place): number => into.filter(({ loopback }) => !loopback).length;
  const waiting = new Map([...places].map(([id, place]) => [id, ahead(place)]));
  const order = [...places.values()].filter((place) => ahead(place) === 0);
  for (const { outOf } of order) {
    for (const { to, loopback } of outOf) {
      if (loopback) continue;
      const { node } = splitPortRef(to);
      const left = (waiting.get(node) ?? 0) - 1;
      waiting.set(node, left);
      const next = places.get(node);
      if (left === 0 && next) order.push(next);
    }
  }
  const sorted = new Set(order);
  return [...order, ...[...places.values()].filter((place) => !sorted.has(place))];
}

/** Upstream decides. */
function decide(
  place: Place,
  offered: (ref: PortRef) => Caps,
  conflicts: Map<Edge, CapsConflict>,
): void {
  const { node, model, into } = place;
  if (!model) return;
  const entered = new Map<PortKey, Edge>();
  const comes = new Map<PortKey, Caps>();
  for (const edge of into) {
    const key: PortKey = `in.${splitPortRef(edge.to).port}`;
    // Of two edges into one input, which is a problem of its own, the first counts.
    if (entered.has(key)) continue;
    entered.set(key, edge);
    comes.set(key, offered(edge.from));
  }
  const taken = takeCaps(model, comes);
  for (const [key, conflict] of taken.conflicts) conflicts.set(entered.get(key)!, conflict);
  place.come = taken.come;
  if (node.mode !== 'muted') place.offers = taken.offers;
}

/** Downstream suggests. */
function suggest(
  { node, model, outOf, come }: Place,
  accepted: (ref: PortRef) => Caps,
  conflicts: ReadonlyMap<Edge, CapsConflict>,
  accepts: Map<PortRef, Caps>,
): void {
  if (!model) return;
  const wanted = (node.mode === 'muted' ? [] : outOf)
    .filter((edge) => !conflicts.has(edge))
    .map((edge): WantedCaps => [`out.${splitPortRef(edge.from).port}`, accepted(edge.to)]);
  for (const [key, caps] of acceptCaps(model, come, wanted)) {
    accepts.set(portRef(node.id, key.slice(3)), caps);
  }
}
