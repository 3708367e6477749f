import type { EdgeId, NodeId, PortRef } from '#pipeline/pipeline.ts';
import type { Converter } from '#pipeline/converters.ts';
import type { ConnectionRefusal } from '#pipeline/refusals.ts';
import type { Side } from '#pipeline/ports.ts';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** One end of a wire that is being drawn. */
export interface PortEnd {
  readonly node: NodeId;
  readonly port: string;
  readonly side: Side;
}

/** A point of the window, in CSS pixels. */
export interface ClientPoint {
  readonly x: number;
  readonly y: number;
}

/** Why a wire can't end where it is, and where to say so. */
export interface Refusal {
  readonly from: PortEnd;
  readonly to: PortEnd;
  readonly problem: ConnectionRefusal;
  readonly at: ClientPoint;
  /** What could be put between the two. */
  readonly offers: readonly Converter[];
  /** The edge whose end was in the hand; a converter takes its place. */
  readonly held?: EdgeId | undefined;
  /** True once the wire was let go: what is offered can be chosen. */
  readonly dropped: boolean;
}

/** A wire that could drive any of several params of a node. */
export interface Driving {
  readonly from: PortEnd;
  readonly node: NodeId;
  readonly at: ClientPoint;
  /** The edge whose end was in the hand. */
  readonly held?: EdgeId | undefined;
}

/** What goes on on the canvas between two edits. Nothing here is saved or undone. */
export interface CanvasState {
  /** The wire being drawn, and the ports it could end at, as `side:node.port`. */
  readonly wire: { readonly from: PortEnd; readonly fits: ReadonlySet<string> } | undefined;
  /** Outlives the drop by a moment, so that it can be read. */
  readonly refusal: Refusal | undefined;
  /** The edge that would take in the node being dragged. */
  readonly insertInto: EdgeId | undefined;
  /** The node for which a list of ports to connect to is open. */
  readonly joining: NodeId | undefined;
  /** The wire that was let go on a node, while one chooses which of its params it shall drive. */
  readonly driving: Driving | undefined;
  /** A sentence about the last gesture, and where it happened. */
  readonly notice: { readonly text: string; readonly at: ClientPoint } | undefined;
  /** True while files are held over the canvas. */
  readonly dropping: boolean;
  readonly minimap: boolean;
}

/** The canvas's own state. */
export const canvasStore = createStore<CanvasState>()(() => ({
  wire: undefined,
  refusal: undefined,
  insertInto: undefined,
  joining: undefined,
  driving: undefined,
  notice: undefined,
  dropping: false,
  minimap: true,
}));

/** One value of the canvas's state. */
export function useCanvas<T>(select: (state: CanvasState) => T): T {
  return useStore(canvasStore, select);
}

/** How a port is drawn while a wire is being pulled. */
export type PortSign = 'idle' | 'from' | 'fits' | 'unfit' | 'refused';

/** The key of a port in `wire.fits`. */
export function portKey(side: Side, ref: PortRef): string {
  return `${side}:${ref}`;
}

/** How this port is drawn now; a node renders only when the answer changes. */
export function usePortSign(node: NodeId, side: Side, port: string): PortSign {
  return useCanvas(({ wire, refusal }) => {
    if (refusal && isEnd(refusal.to, node, side, port)) return 'refused';
    if (!wire) return 'idle';
    if (isEnd(wire.from, node, side, port)) return 'from';
    return wire.fits.has(portKey(side, `${node}.${port}`)) ? 'fits' : 'unfit';
  });
}

function isEnd(end: PortEnd, node: NodeId, side: Side, port: string): boolean {
  return end.node === node && end.side === side && end.port === port;
}
