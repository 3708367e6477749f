import type { StudioServices } from '#studio/services.ts';
import type { ReactFlowInstance } from 'reactflow';
import type { ClientPoint } from './canvasStore.ts';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import type { Area } from './insertTarget.ts';

/** The mounted canvas, for whoever acts on it from outside of React: commands, clipboard, palette. */
export interface CanvasView {
  readonly flow: ReactFlowInstance<FlowNode, FlowEdge>;
  readonly services: StudioServices;
  /** The region named Pipeline. */
  readonly element: HTMLElement;
  /** Where the pointer is while it is over the canvas. */
  pointer(): ClientPoint | undefined;
}

let current: CanvasView | undefined;

/** Makes `view` the one that commands act on. Returns how to take it back. */
export function attachView(view: CanvasView): () => void {
  current = view;
  return () => {
    if (current === view) current = undefined;
  };
}

/** The mounted canvas, if there is one. */
export function canvasView(): CanvasView | undefined {
  return current;
}

/** The middle of the canvas, as a point of the window. */
export function centreOf({ element }: CanvasView): ClientPoint {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** What is seen of the canvas, in canvas pixels. */
export function areaSeen({ element, flow }: CanvasView): Area {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { x, y } = flow.screenToFlowPosition({ x: left, y: top }, { snapToGrid: false });
  const end = flow.screenToFlowPosition({ x: right, y: bottom }, { snapToGrid: false });
  return { x, y, width: end.x - x, height: end.y - y };
}

/** Where the next thing goes: at the pointer if it is over the canvas, else in the middle. */
export function cursorOf(view: CanvasView): ClientPoint {
  return view.pointer() ?? centreOf(view);
}

/** Takes the motion of fit and tidy from the tokens, so that reduced motion holds. In ms. */
export function slowMotion({ element }: CanvasView): number {
  return Number.parseFloat(getComputedStyle(element).getPropertyValue('--motion-slow')) || 0;
}

/** True if that point of the window is over the canvas and not over a panel that covers it. */
export function isOverCanvas({ element }: CanvasView, at: ClientPoint): boolean {
  const hit = document.elementFromPoint(at.x, at.y);
  return hit !== null && element.contains(hit);
}
