import { defaultParams } from '#contract/paramFields.ts';
import type { OperatorSpec, SpecOf } from '#contract/spec.ts';
import { portsThatTake } from '#pipeline/fittingCaps.ts';
import { connect } from '#pipeline/edges.ts';
import { addNode } from '#pipeline/nodes.ts';
import { newNode } from '#pipeline/newNode.ts';
import { type EdgeId, type NodeId, type Pipeline, portRef } from '#pipeline/pipeline.ts';
import { portAt, type Side } from '#pipeline/ports.ts';
import { insertOnEdge } from '#pipeline/rewire.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { nodeArea } from '#studio/node/nodeGeometry.ts';
import type { PortEnd } from './canvasStore.ts';
import { type CanvasPoint, clearPlace, freePlace, MARGIN, snap } from './places.ts';
import { areaSeen, type CanvasView } from './view.ts';

/** As many operators as the palette remembers. */
const RECENT = 5;

/** Where a new node goes, and what it is joined to as part of the same undo step. */
export interface AddOptions {
  /** Top left corner, snapped to the grid. */
  readonly at: CanvasPoint;
  /** The port it is wired to, through its first port that fits there. */
  readonly from?: PortEnd | undefined;
  /** The edge it is put into, if it fits there. */
  readonly into?: EdgeId | undefined;
}

/** Adds a node as one undo step, selects it and remembers its operator. */
export function addOperator(view: CanvasView, spec: OperatorSpec, options: AddOptions): void {
  const { specOf } = view.services;
  let added: NodeId | undefined;
  documentStore.getState().edit((pipeline) => {
    const node = newNode(pipeline, spec, freePlace(pipeline, snap(options.at)));
    added = node.id;
    if (options.into) {
      const inserted = insertOnEdge(pipeline, options.into, node, specOf);
      if (inserted !== pipeline) return inserted;
    }
    const placed = addNode(pipeline, node);
    return options.from ? wire(placed, options.from, node.id, spec, specOf) : placed;
  });
  if (added) uiStore.getState().select([added]);
  remember(spec.id);
}

/**
 * Adds a node where it is seen and clear of the others: right of the one that is selected, else in the
 * middle, or as near to that as there is room.
 */
export function addInSight(view: CanvasView, spec: OperatorSpec): void {
  const { specOf } = view.services;
  const { nodes } = documentStore.getState().pipeline;
  const taken = nodes.map(({ id, at, operator }) => ({
    id,
    x: at[0],
    y: at[1],
    ...nodeArea(specOf(operator)),
  }));
  const size = nodeArea(spec);
  const seen = areaSeen(view);
  const [selected, ...others] = uiStore.getState().selectedNodes;
  const before = others.length === 0 ? taken.find(({ id }) => id === selected) : undefined;
  // The first of an empty canvas has room for its successors at the right.
  const share = nodes.length === 0 ? 0.25 : 0.5;
  const [x, y] = before
    ? [before.x + before.width + MARGIN, before.y]
    : snap({
        x: seen.x + seen.width * share - size.width / 2,
        y: seen.y + (seen.height - size.height) / 2,
      });
  const place = clearPlace({ x, y, ...size }, taken, seen);
  addOperator(view, spec, { at: place ?? { x, y } });
}

/** True if that operator could take or give what the port gives or takes. */
export function fitsPort(
  pipeline: Pipeline,
  spec: OperatorSpec,
  from: PortEnd,
  specOf: SpecOf,
): boolean {
  return firstFitting(pipeline, spec, from, specOf) !== undefined;
}

/** True if the node would have a place in that edge. */
export function fitsEdge(
  pipeline: Pipeline,
  spec: OperatorSpec,
  edge: EdgeId,
  specOf: SpecOf,
): boolean {
  return insertOnEdge(pipeline, edge, newNode(pipeline, spec, [0, 0]), specOf) !== pipeline;
}

/** Puts an operator first in the list of those used lately. */
export function remember(operator: string): void {
  const { recent, set } = uiStore.getState();
  set({ recent: [operator, ...recent.filter((id) => id !== operator)].slice(0, RECENT) });
}

function wire(
  pipeline: Pipeline,
  from: PortEnd,
  node: NodeId,
  spec: OperatorSpec,
  specOf: SpecOf,
): Pipeline {
  const port = firstFitting(pipeline, spec, from, specOf);
  if (port === undefined) return pipeline;
  const [near, far] = [portRef(from.node, from.port), portRef(node, port)];
  return from.side === 'out' ? connect(pipeline, near, far) : connect(pipeline, far, near);
}

function firstFitting(
  pipeline: Pipeline,
  spec: OperatorSpec,
  from: PortEnd,
  specOf: SpecOf,
): string | undefined {
  const ref = portRef(from.node, from.port);
  if (!portAt(pipeline, ref, from.side, specOf)) return undefined;
  const node = { params: defaultParams(spec) };
  return portsThatTake(pipeline, ref, { node, spec, side: opposite(from.side) }, specOf)[0];
}

/** The side an edge from `side` ends at. */
export function opposite(side: Side): Side {
  return side === 'in' ? 'out' : 'in';
}
