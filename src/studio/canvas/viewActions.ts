import { uiStore } from '#studio/store/uiStore.ts';
import type { FitViewOptions } from 'reactflow';
import { canvasView, slowMotion } from './view.ts';

/** Room left around what is fitted; at the bottom the zoom control stands. Never larger than 100 %. */
export const FIT: FitViewOptions = {
  padding: { top: '24px', right: '24px', bottom: '56px', left: '24px' },
  maxZoom: 1,
};

/** Shows the whole pipeline. */
export function fitAll(): void {
  const view = canvasView();
  if (view) void view.flow.fitView({ ...FIT, duration: slowMotion(view) });
}

/** Shows what is selected, or all if nothing is. */
export function fitSelection(): void {
  const view = canvasView();
  const nodes = [...uiStore.getState().selectedNodes].map((id) => ({ id }));
  if (!view) return;
  if (nodes.length === 0) fitAll();
  else void view.flow.fitView({ ...FIT, duration: slowMotion(view), nodes });
}

/** Shows the middle of what is seen at 100 %. */
export function fullSize(): void {
  const view = canvasView();
  if (view) void view.flow.zoomTo(1, { duration: slowMotion(view) });
}

/** Gives the keyboard to the first selected node, so that arrow keys move what was chosen. */
export function focusFirstSelected(): void {
  const [id] = uiStore.getState().selectedNodes;
  if (!id) return;
  document
    .querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)
    ?.focus({ preventScroll: true });
}
