import type { SpecOf } from '#contract/spec.ts';
import { moveNodes } from '#pipeline/nodes.ts';
import {
  type EdgeId,
  findNode,
  type NodeId,
  type Pipeline,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { insertOnEdge } from '#pipeline/rewire.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import type { MouseEvent as ReactMouseEvent } from 'react';
import type { ReactFlowInstance } from 'reactflow';
import { canvasStore } from './canvasStore.ts';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { type Area, edgeUnder } from './insertTarget.ts';
import { placedEdges } from './placedEdges.ts';
import type { CanvasPoint } from './places.ts';

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

/** Marks the edge that a free node held over it would be put into. */
export function aimNode(
  flow: Flow,
  node: FlowNode,
  event: MouseEvent | TouchEvent | ReactMouseEvent,
  specOf: SpecOf,
): void {
  const { pipeline } = documentStore.getState();
  const placed = findNode(pipeline, node.id as NodeId);
  const { width, height } = node.measured ?? {};
  if (!placed || !width || !height || isConnected(pipeline, placed.id)) return;
  const pointer = 'clientX' in event ? { x: event.clientX, y: event.clientY } : undefined;
  aim(flow, {
    area: { ...node.position, width, height },
    pointer: pointer && flow.screenToFlowPosition(pointer, { snapToGrid: false }),
    fits: (edge) => insertOnEdge(pipeline, edge, placed, specOf) !== pipeline,
  });
}

/** What is held over the canvas, in canvas pixels. */
export interface Held {
  readonly area: Area;
  readonly pointer: CanvasPoint | undefined;
  fits(edge: EdgeId): boolean;
}

/** How close to the pointer an edge is meant, and how far into a node it must reach; in canvas pixels. */
const REACH = 14;
const INSET = 12;

/** Marks the edge under the pointer, or else the one under what is held, if that fits into it. */
export function aim(flow: Flow, { area, pointer, fits }: Held): void {
  const edges = placedEdges(flow);
  const around = pointer && {
    x: pointer.x - REACH,
    y: pointer.y - REACH,
    width: 2 * REACH,
    height: 2 * REACH,
  };
  const edge = (around && edgeUnder(edges, around, 0)) ?? edgeUnder(edges, area, INSET);
  const insertInto = edge && fits(edge) ? edge : undefined;
  if (canvasStore.getState().insertInto !== insertInto) canvasStore.setState({ insertInto });
}

/** Takes the mark back and tells which edge it was on. */
export function takeAim(): EdgeId | undefined {
  const { insertInto } = canvasStore.getState();
  if (insertInto) canvasStore.setState({ insertInto: undefined });
  return insertInto;
}

/**
 * Puts nodes where a gesture left them, and a single one into the edge it was dropped on: one undo
 * step. Arrow keys pressed in a row are one step too.
 */
export function commitMoves(
  moves: ReadonlyMap<NodeId, readonly [x: number, y: number]>,
  specOf: SpecOf,
  byKeyboard: boolean,
): void {
  const into = takeAim();
  const change = (pipeline: Pipeline): Pipeline => {
    const moved = moveNodes(pipeline, moves);
    const [id] = moves.keys();
    const node = moves.size === 1 && id ? findNode(moved, id) : undefined;
    return into && node ? insertOnEdge(moved, into, node, specOf) : moved;
  };
  documentStore.getState().edit(change, byKeyboard ? moveGesture(moves.keys()) : undefined);
}

/** Arrow keys pressed in a row are one gesture: what their edits are merged by. */
export function moveGesture(ids: Iterable<NodeId>): string {
  return `move ${[...ids].join(' ')}`;
}

function isConnected({ edges }: Pipeline, id: NodeId): boolean {
  return edges.some(
    ({ from, to }) => splitPortRef(from).node === id || splitPortRef(to).node === id,
  );
}
