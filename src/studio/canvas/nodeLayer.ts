import type { NodeId } from '#pipeline/pipeline.ts';
import type { NodeChange } from 'reactflow';
import type { FlowNode } from './flowNodes.ts';

/** What the canvas knows of a node and the document doesn't: its size, and where it is while being dragged. */
export interface NodeLayer {
  readonly measured?: { readonly width: number; readonly height: number };
  readonly position?: { readonly x: number; readonly y: number };
}

/** Takes React Flow's sizes and in-drag positions into the layer. A drag that ended leaves it. */
export function applyToLayer(
  layer: ReadonlyMap<NodeId, NodeLayer>,
  changes: readonly NodeChange<FlowNode>[],
): ReadonlyMap<NodeId, NodeLayer> {
  let next: Map<NodeId, NodeLayer> | undefined;
  for (const change of changes) {
    if (change.type !== 'dimensions' && change.type !== 'position') continue;
    const id = change.id as NodeId;
    const old = (next ?? layer).get(id) ?? {};
    const entry = change.type === 'position' ? moved(old, change) : measured(old, change);
    if (entry === old) continue;
    next ??= new Map(layer);
    next.set(id, entry);
  }
  return next ?? layer;
}

/** Where a gesture left its nodes: a drag that ended, or an arrow key. Empty while a drag goes on. */
export function finishedMoves(
  changes: readonly NodeChange<FlowNode>[],
): ReadonlyMap<NodeId, readonly [x: number, y: number]> {
  const moves = new Map<NodeId, readonly [number, number]>();
  for (const change of changes) {
    if (change.type !== 'position' || change.dragging || !change.position) continue;
    moves.set(change.id as NodeId, [change.position.x, change.position.y]);
  }
  return moves;
}

type Change<T extends NodeChange['type']> = Extract<NodeChange<FlowNode>, { readonly type: T }>;

function moved(old: NodeLayer, { dragging, position }: Change<'position'>): NodeLayer {
  if (dragging && position) return { ...old, position };
  const { position: before, ...rest } = old;
  return before ? rest : old;
}

function measured(old: NodeLayer, { dimensions }: Change<'dimensions'>): NodeLayer {
  if (!dimensions) return old;
  const { width, height } = dimensions;
  if (old.measured?.width === width && old.measured.height === height) return old;
  return { ...old, measured: { width, height } };
}
