import type { OperatorSpec } from '#contract/spec.ts';
import { HEADER, nodeSize } from '#studio/node/nodeGeometry.ts';
import { addOperator, fitsEdge } from '#studio/canvas/addOperator.ts';
import type { ClientPoint } from '#studio/canvas/canvasStore.ts';
import { aim, takeAim } from '#studio/canvas/nodeDrag.ts';
import { GRIP } from '#studio/canvas/places.ts';
import { type CanvasView, canvasView, isOverCanvas } from '#studio/canvas/view.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';

/** How far a press may move and still be a press, in pixels. */
const THRESHOLD = 4;

/**
 * Answers a press on an operator: as soon as the pointer moves, a ghost of its node follows it; let go
 * over the canvas, it becomes a node there, or goes into the edge below. Escape ends it. `onDrag` is
 * called when the press has become a drag.
 */
export function holdOperator(
  press: Pick<PointerEvent, 'button' | 'clientX' | 'clientY' | 'pointerId'>,
  spec: OperatorSpec,
  onDrag?: () => void,
): void {
  if (press.button !== 0) return;
  const listening = new AbortController();
  const options = { signal: listening.signal, capture: true };
  let isDragging = false;

  function onMove(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId) return;
    const { clientX: x, clientY: y } = event;
    const distance = Math.hypot(x - press.clientX, y - press.clientY);
    if (!isDragging && distance < THRESHOLD) return;
    if (!isDragging) onDrag?.();
    isDragging = true;
    uiStore.getState().set({ placing: { operator: spec.id, x, y } });
    const view = canvasView();
    if (view) aimAt(view, spec, { x, y });
  }

  function onUp(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId) return;
    const at = { x: event.clientX, y: event.clientY };
    const into = end();
    const view = canvasView();
    if (!isDragging || !view || !isOverCanvas(view, at)) return;
    addOperator(view, spec, { at: cornerAt(view, at), into });
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isDragging) return;
    event.stopPropagation();
    end();
  }

  function end(): ReturnType<typeof takeAim> {
    listening.abort();
    uiStore.getState().set({ placing: undefined });
    return takeAim();
  }

  addEventListener('pointermove', onMove, options);
  addEventListener('pointerup', onUp, options);
  addEventListener('pointercancel', end, options);
  addEventListener('keydown', onKey, options);
}

function aimAt(view: CanvasView, spec: OperatorSpec, at: ClientPoint): void {
  if (!isOverCanvas(view, at)) {
    takeAim();
    return;
  }
  const { pipeline } = documentStore.getState();
  const { width, well } = nodeSize(spec);
  aim(view.flow, {
    area: { ...cornerAt(view, at), width, height: HEADER + well },
    pointer: view.flow.screenToFlowPosition(at, { snapToGrid: false }),
    fits: (edge) => fitsEdge(pipeline, spec, edge, view.services.specOf),
  });
}

/** The top left corner of a node that is held at `at`. */
function cornerAt(
  { flow }: CanvasView,
  at: ClientPoint,
): { readonly x: number; readonly y: number } {
  const { x, y } = flow.screenToFlowPosition(at, { snapToGrid: false });
  return { x: x - GRIP.x, y: y - GRIP.y };
}
